using Verifier.History;

namespace Verifier.Reporting.Model;

/// <summary>What transitions mean for reports.</summary>
public static class TransitionWords
{
    /// <summary>Is the finding there tonight, and on every night like this one?</summary>
    public static bool IsOpen(Transition transition) => transition is Transition.New or Transition.Regressed or Transition.Still;
}
