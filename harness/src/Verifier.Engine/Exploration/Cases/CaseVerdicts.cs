namespace Verifier.Engine.Exploration;

/// <summary>The part of a verdict that verdicts of one kind share.</summary>
public static class CaseVerdicts
{
    /// <summary>The run says nothing of the driver.</summary>
    public static bool IsUnjudged(this CaseVerdict verdict) => verdict is CaseVerdict.Inconclusive or CaseVerdict.Unmodelled;
}
