namespace Verifier.History.Comparing;

/// <summary>The rules for the results of a night and for changes since another one. Pure: the same history gives the same answer.</summary>
public static class TransitionRules
{
    // When several things stand in the way, the one that says most.
    private static readonly (PointState State, NotRunReason Reason)[] s_obstacles =
    [
        (PointState.OtherFinding, NotRunReason.OtherFinding),
        (PointState.Inconclusive, NotRunReason.Inconclusive),
        (PointState.NotRun, NotRunReason.PointNotRun),
        (PointState.TargetNotRun, NotRunReason.TargetNotRun),
    ];

    /// <summary>
    /// The result of tonight for a finding. Passed only if one of its points was executed tonight and passed, and none of those that are
    /// open was left out, was not judged or showed something else. A point that is not there any more neither proves nor hinders.
    /// </summary>
    /// <param name="finding">The finding.</param>
    /// <param name="isTrusted">True if tonight's oracles were sound. Passes do not count otherwise.</param>
    public static (FindingStatus Status, NotRunReason Reason) StatusOf(FindingHistory finding, bool isTrusted)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.IsSeen)
        {
            return (FindingStatus.Seen, NotRunReason.None);
        }

        foreach (var (state, reason) in s_obstacles)
        {
            if (finding.Points.Any(p => p.IsOpen && p.State == state))
            {
                return (state == PointState.OtherFinding ? FindingStatus.Masked : FindingStatus.NotRun, reason);
            }
        }

        if (finding.Points.Any(p => p.State == PointState.Passed))
        {
            return isTrusted ? (FindingStatus.Passed, NotRunReason.None) : (FindingStatus.NotRun, NotRunReason.Untrusted);
        }

        var isGone = finding.Points.Any(p => p.State == PointState.Gone);
        return (FindingStatus.NotRun, isGone ? NotRunReason.PointGone : NotRunReason.PointNotRun);
    }

    /// <summary>True if a point of a finding is open after tonight.</summary>
    /// <param name="point">The point.</param>
    /// <param name="tonight">The result of tonight for the finding.</param>
    /// <param name="isTrusted">True if tonight's oracles were sound.</param>
    public static bool IsOpenAfter(PointTonight point, FindingStatus tonight, bool isTrusted) => point.State switch
    {
        PointState.Failed => true,
        PointState.Passed when isTrusted => false,
        _ => point.IsOpen && tonight != FindingStatus.Passed,
    };

    /// <summary>The state of a finding after a night.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="status">The result of the night.</param>
    public static Standing After(Standing before, FindingStatus status) => (status, before) switch
    {
        (FindingStatus.Seen, _) => Standing.Open,
        (FindingStatus.Passed, Standing.Open) => Standing.Fixed,
        _ => before,
    };

    /// <summary>The transition of a finding; null if there is nothing to report: it was fixed earlier, or was never seen.</summary>
    /// <param name="atSince">State at the end of the night that is compared with.</param>
    /// <param name="before">State before tonight.</param>
    /// <param name="tonight">The result of tonight.</param>
    /// <param name="isFlaky">True if it comes and goes although nothing has changed.</param>
    public static Transition? Of(Standing atSince, Standing before, FindingStatus tonight, bool isFlaky = false)
    {
        if (tonight == FindingStatus.Seen)
        {
            return isFlaky ? Transition.Flaky
                : atSince == Standing.Fixed || before == Standing.Fixed ? Transition.Regressed
                : atSince == Standing.Open ? Transition.Still
                : Transition.New;
        }

        var wasOpen = atSince == Standing.Open || before == Standing.Open;
        return !wasOpen ? null : tonight switch
        {
            FindingStatus.Passed => isFlaky ? Transition.Flaky : Transition.Fixed,
            FindingStatus.Masked => Transition.Masked,
            _ => Transition.NotRun,
        };
    }
}
