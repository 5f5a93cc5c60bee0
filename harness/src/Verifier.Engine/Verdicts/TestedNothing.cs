using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// Says why a run proves less than its script seems to say: an operation was skipped, or ended with a status that the script does not name. What
/// a fault of the script or its short memory may have caused is no such operation.
/// </summary>
public static class TestedNothing
{
    private const int MostShown = 5;

    /// <summary>The reason: a line that names the first such operation, and a line for each of some others; null when there is none.</summary>
    /// <param name="run">The observed run.</param>
    /// <param name="findings">The findings.</param>
    public static string? ReasonOf(RunObservation run, ImmutableArray<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(run);

        // A regression is what shrinking left: it tests one failure, and whether it was reached is all that counts.
        return run.Plan.Scenario.IsRegression ? MissedRegression(run, findings) : ReasonOf([.. UnintendedEndings.Of(run).Where(o => !UnintendedEndings.MayBeCaused(run, o))]);
    }

    /// <summary>
    /// The reason in what a run with the script's faults and the same run without them have in common: what ends so in both is not the faults' doing.
    /// </summary>
    /// <param name="run">With faults.</param>
    /// <param name="resting">Without.</param>
    internal static string? ReasonOf(RunObservation run, RunObservation resting)
    {
        HashSet<OperationId> alike = [.. UnintendedEndings.Of(resting).Where(o => !UnintendedEndings.MayBeCaused(resting, o)).Select(o => o.Id)];
        return ReasonOf([.. UnintendedEndings.Of(run).Where(o => alike.Contains(o.Id))]);
    }

    private static string? MissedRegression(RunObservation run, ImmutableArray<Finding> findings) =>
        findings.FirstOrDefault(f => f.Kind == FindingKind.NotReached) is { } missed
            ? $"{missed.Title} The regression tests nothing: remove it, or shrink the finding again if the driver still has it."
            : null;

    private static string? ReasonOf(ImmutableArray<OperationRecord> operations)
    {
        if (operations.IsEmpty)
        {
            return null;
        }

        var all = operations.DistinctBy(o => o.Id.Node).ToList();
        var lines = all.Take(MostShown).Select((o, i) => i == 0 ? $"{UnintendedEndings.Describe(o)}; {UnintendedEndings.Advice(o)}" : $"also: {UnintendedEndings.Describe(o)}");
        var more = all.Count > MostShown ? $"\nand {Counted.Of(all.Count - MostShown, "more operation")}" : string.Empty;
        return string.Join('\n', lines) + more;
    }
}
