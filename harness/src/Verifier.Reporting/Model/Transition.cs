namespace Verifier.Reporting.Model;

/// <summary>What became of a finding since the last comparable night.</summary>
public enum Transition
{
    /// <summary>Fails, and never did before.</summary>
    New,

    /// <summary>Fails again, after it had been fixed.</summary>
    Regressed,

    /// <summary>Fails as it did before.</summary>
    Still,

    /// <summary>Failed before; the same plan was executed and passes.</summary>
    Fixed,

    /// <summary>Failed before and was not executed: nothing is known, so it is never shown as fixed.</summary>
    NotRun,
}

/// <summary>Transitions as reports spell them.</summary>
public static class TransitionWords
{
    /// <summary>The word for a transition.</summary>
    public static string Of(Transition transition) => transition switch
    {
        Transition.New => "new",
        Transition.Regressed => "regressed",
        Transition.Still => "still",
        Transition.Fixed => "fixed",
        _ => "not-run",
    };

    /// <summary>Is the finding there tonight?</summary>
    public static bool IsOpen(Transition transition) => transition is Transition.New or Transition.Regressed or Transition.Still;
}
