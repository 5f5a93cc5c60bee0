namespace Verifier.History;

/// <summary>
/// The list in which a night shows a finding. One for the terminal, the report and every format: what counts as what is decided once. In the order
/// of urgency.
/// </summary>
public enum FindingState
{
    /// <summary>It was fixed and is there again.</summary>
    Regressed,

    /// <summary>It is there for the first time.</summary>
    New,

    /// <summary>It was known and accepted until a day that is over.</summary>
    Expired,

    /// <summary>It is still there.</summary>
    Still,

    /// <summary>It comes and goes although nothing has changed.</summary>
    Flaky,

    /// <summary>Its places were executed and show another finding.</summary>
    Masked,

    /// <summary>Nothing is known of it tonight.</summary>
    NotRun,

    /// <summary>Its places were executed and pass.</summary>
    Fixed,

    /// <summary>It is there, and a list of known findings accepts it.</summary>
    Known,

    /// <summary>It is there, and a script expects it or calls its site benign.</summary>
    Expected,
}

/// <summary>The rule behind <see cref="FindingState"/>.</summary>
public static class FindingStates
{
    /// <summary>The list in which a finding stands.</summary>
    /// <param name="transition">What became of it.</param>
    /// <param name="isExpected">Does a script expect it, or call its site benign?</param>
    /// <param name="known">The entry that accepts it; null when none does.</param>
    /// <param name="isExpired">Is that entry over?</param>
    public static FindingState Of(Transition transition, bool isExpected, KnownFinding? known, bool isExpired)
    {
        if (transition is Transition.New or Transition.Regressed or Transition.Still)
        {
            return isExpected ? FindingState.Expected
                : known is not null ? isExpired ? FindingState.Expired : FindingState.Known
                : transition == Transition.New ? FindingState.New
                : transition == Transition.Regressed ? FindingState.Regressed
                : FindingState.Still;
        }

        return transition switch
        {
            Transition.Fixed => FindingState.Fixed,
            Transition.Masked => FindingState.Masked,
            Transition.Flaky => FindingState.Flaky,
            _ => FindingState.NotRun,
        };
    }

    /// <summary>The word for it, in lower case with hyphens.</summary>
    public static string WordOf(FindingState state) => state == FindingState.NotRun ? "not-run" : state.ToString().ToLowerInvariant();

    /// <summary>Is it there tonight, and not meant to be? What fails a night that fails on all findings.</summary>
    public static bool IsFailing(FindingState state) => state is FindingState.Regressed or FindingState.New or FindingState.Expired or FindingState.Still;
}
