namespace Verifier.History.Comparing;

/// <summary>What a night says of findings, and what changed. Pure: the same history gives the same answer.</summary>
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
    /// What tonight says of a finding. Passed only if one of its points was executed tonight and passed, and none of those that are open was
    /// left out, was not judged or showed something else. A point that is not there any more neither proves nor hinders.
    /// </summary>
    /// <param name="finding">The finding.</param>
    /// <param name="isTrusted">Were tonight's oracles sound? Passes do not count otherwise.</param>
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

    /// <summary>Is a point of a finding open after tonight?</summary>
    /// <param name="point">The point.</param>
    /// <param name="tonight">What tonight says of the finding.</param>
    /// <param name="isTrusted">Were tonight's oracles sound?</param>
    public static bool IsOpenAfter(PointTonight point, FindingStatus tonight, bool isTrusted) => point.State switch
    {
        PointState.Failed => true,
        PointState.Passed when isTrusted => false,
        _ => point.IsOpen && tonight != FindingStatus.Passed,
    };

    /// <summary>How a finding stands after a night.</summary>
    /// <param name="before">How it stood before.</param>
    /// <param name="status">What the night says of it.</param>
    public static Standing After(Standing before, FindingStatus status) => (status, before) switch
    {
        (FindingStatus.Seen, _) => Standing.Open,
        (FindingStatus.Passed, Standing.Open) => Standing.Fixed,
        _ => before,
    };

    /// <summary>What became of a finding; null when there is nothing to say: it was fixed long ago, or nobody knew it.</summary>
    /// <param name="atSince">How it stood at the end of the night that is compared with.</param>
    /// <param name="before">How it stood before tonight.</param>
    /// <param name="tonight">What tonight says of it.</param>
    /// <param name="isFlaky">Does it come and go although nothing has changed?</param>
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
