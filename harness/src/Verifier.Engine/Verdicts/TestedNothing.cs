using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Verdicts;

/// <summary>Says why a run that found nothing wrong proves nothing either.</summary>
public static class TestedNothing
{
    /// <summary>The reason, in a sentence; null when the run tested what its script asks for.</summary>
    /// <param name="run">What was seen.</param>
    /// <param name="findings">What was found.</param>
    public static string? ReasonOf(RunObservation run, ImmutableArray<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Plan.Scenario.IsRegression && findings.FirstOrDefault(f => f.Kind == FindingKind.NotReached) is { } missed
            ? $"{missed.Title} The regression tests nothing: remove it, or shrink the finding again if the driver still has it."
            : null;
    }
}
