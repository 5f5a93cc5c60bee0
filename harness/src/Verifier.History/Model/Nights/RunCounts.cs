namespace Verifier.History;

/// <summary>The runs of a night in numbers. Dropped ones (see retention) are still in them.</summary>
/// <param name="Planned">Runs that were to be done.</param>
/// <param name="Executed">Runs that were done: passed, failed and inconclusive ones and harness errors.</param>
/// <param name="Passed">Runs without a finding.</param>
/// <param name="Failed">Runs with a finding.</param>
/// <param name="Inconclusive">Runs that could not be judged. Never green.</param>
/// <param name="Errors">Runs in which the harness failed.</param>
public sealed record RunCounts(long Planned, long Executed, long Passed, long Failed, long Inconclusive, long Errors)
{
    /// <summary>No runs.</summary>
    public static RunCounts None { get; } = new(0, 0, 0, 0, 0, 0);
}
