namespace Verifier.History;

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
