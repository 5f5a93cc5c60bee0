namespace Verifier.History;

/// <summary>Runs that were dropped: counted, not lost.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Passing">Number of runs that passed.</param>
/// <param name="Failing">Number of runs that failed or had no verdict: the slowest, beyond the number that is kept.</param>
public sealed record DroppedRuns(string Driver, string Scenario, long Passing, long Failing)
{
    /// <summary>All of them.</summary>
    public long Runs => Passing + Failing;
}
