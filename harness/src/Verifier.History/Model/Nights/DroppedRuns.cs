namespace Verifier.History;

/// <summary>Runs that were dropped: counted, not lost.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Passing">How many that passed.</param>
/// <param name="Failing">How many that failed or had no verdict: the slowest of more than are kept.</param>
public sealed record DroppedRuns(string Driver, string Scenario, long Passing, long Failing)
{
    /// <summary>All of them.</summary>
    public long Runs => Passing + Failing;
}
