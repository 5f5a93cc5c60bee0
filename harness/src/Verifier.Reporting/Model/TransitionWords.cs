using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>The meaning of transitions for reports.</summary>
public static class TransitionWords
{
    /// <summary>True if the finding is there tonight, and on every night like this one.</summary>
    public static bool IsOpen(Transition transition) => transition is Transition.New or Transition.Regressed or Transition.Still;
}
