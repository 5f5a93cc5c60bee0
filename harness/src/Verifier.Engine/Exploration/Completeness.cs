namespace Verifier.Engine.Exploration;

/// <summary>
/// The fault points that a campaign has tried and not tried. Every point that was seen is in exactly one of the counts of its strategy.
/// </summary>
public sealed record Completeness
{
    /// <summary>Fault points of the golden run.</summary>
    public int Points { get; init; }

    /// <summary>Fault sites among them: a DDI with a driver stack.</summary>
    public int Sites { get; init; }

    /// <summary>Points that failed once, in the first shape of their call.</summary>
    public int FailedOnce { get; init; }

    /// <summary>Runs in which a point failed once in another shape than its first.</summary>
    public int ShapeRuns { get; init; }

    /// <summary>Sites of which at least one point failed once or persistently.</summary>
    public int SitesFailed { get; init; }

    /// <summary>Points that failed with all behind them.</summary>
    public int FailedPersistently { get; init; }

    /// <summary>Second faults that became known.</summary>
    public int SecondSeen { get; init; }

    /// <summary>Second faults that failed.</summary>
    public int SecondFailed { get; init; }

    /// <summary>Runs with dice.</summary>
    public int RandomRuns { get; init; }

    /// <summary>Runs with a lowered limit.</summary>
    public int ExhaustRuns { get; init; }

    /// <summary>Runs with other contents of uninitialised memory.</summary>
    public int FillRuns { get; init; }

    /// <summary>Points that the script excludes.</summary>
    public int Excluded { get; init; }

    /// <summary>Cases that were planned and not run: out of budget, or interrupted.</summary>
    public int OutOfBudget { get; init; }

    /// <summary>Cases that ran and could not be judged.</summary>
    public int Inconclusive { get; init; }

    /// <summary>True if every planned case ran and got a verdict.</summary>
    public bool IsComplete => OutOfBudget == 0 && Inconclusive == 0;
}
