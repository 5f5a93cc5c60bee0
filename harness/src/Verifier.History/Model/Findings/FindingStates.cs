namespace Verifier.History;

/// <summary>The rule behind <see cref="FindingState"/>.</summary>
public static class FindingStates
{
    /// <summary>The list in which a finding stands.</summary>
    /// <param name="transition">The transition of the finding.</param>
    /// <param name="isExpected">True if a script expects it, or calls its site benign.</param>
    /// <param name="known">The entry that accepts it; null when none does.</param>
    /// <param name="isExpired">True if that entry has expired.</param>
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

    /// <summary>True if it is there tonight, and not meant to be. Such a finding fails a night that fails on all findings.</summary>
    public static bool IsFailing(FindingState state) => state is FindingState.Regressed or FindingState.New or FindingState.Expired or FindingState.Still;
}
