using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>The whole variation that a case is run with. The case itself says only what makes it differ from other cases.</summary>
public static class CompleteVariation
{
    /// <summary>The variation with the probe that belongs to it, the operation that its first fault hits done again, and with what the golden run rests.</summary>
    /// <param name="golden">The plan of the golden run.</param>
    /// <param name="points">The golden run's fault points.</param>
    /// <param name="variation">The case's variation.</param>
    public static Variation Of(Plan golden, ImmutableArray<FaultPoint> points, Variation variation)
    {
        ArgumentNullException.ThrowIfNull(golden);
        ArgumentNullException.ThrowIfNull(variation);
        variation = variation with { RestsScriptFaults = golden.Variation.RestsScriptFaults, WithoutOptions = golden.Variation.WithoutOptions };
        if (variation.Points is not [var first, ..] || variation.Probed is not null || first.Ordinal < 1 || first.Ordinal > points.Length
            || points[(int)first.Ordinal - 1].Operation is not { } hit)
        {
            return variation;
        }

        var operation = golden.Numbering.At(hit.Node);
        return operation is not null && Repetition.CanBeDoneAgain(operation) && !golden.Numbering.IsParallel(operation) ? variation with { Probed = hit } : variation;
    }
}
