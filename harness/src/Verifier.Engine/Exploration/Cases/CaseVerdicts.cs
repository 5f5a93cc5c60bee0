namespace Verifier.Engine.Exploration;

/// <summary>Properties that several verdicts on cases share.</summary>
public static class CaseVerdicts
{
    /// <summary>The run says nothing of the driver.</summary>
    public static bool IsUnjudged(this CaseVerdict verdict) => verdict is CaseVerdict.Inconclusive or CaseVerdict.Unmodelled;
}
