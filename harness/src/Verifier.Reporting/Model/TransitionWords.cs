using Verifier.History;

namespace Verifier.Reporting.Model;

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
