using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// The runs without faults that others are judged by: the golden run, and the same without the operations that failed (ARCHITECTURE.md D6).
/// Each is run once and kept.
/// </summary>
internal sealed class Baselines(Plan golden, Func<Plan, RunOptions, RunObservation> run)
{
    private static readonly RunOptions Recorded = new() { CountsHoldings = true, Points = Recording.All };
    private static readonly RunOptions Plain = new() { CapturesStacks = false };

    private readonly Dictionary<string, RunObservation> _known = [];
    private ExplorablePlan? _explorable;

    /// <summary>The plan that all others vary.</summary>
    public Plan Plan => Explorable.Plan;

    /// <summary>The run without faults, with all its fault points.</summary>
    public RunObservation Golden => Explorable.Golden;

    /// <summary>The golden run as the script has it, when an option of Driver Verifier stops it that <see cref="Golden"/> does without; else null.</summary>
    public RunObservation? Stopped => Explorable.Stopped;

    private ExplorablePlan Explorable => _explorable ??= ExplorablePlan.Of(golden, plan => run(plan, Recorded));

    /// <summary>The run that differs from the golden one only by operations left out, cut short, probed or done again.</summary>
    public RunObservation Without(ImmutableArray<OperationId> leftOut, OperationId? probed = null, int echoes = 0, ImmutableArray<CutTransfer> cut = default)
    {
        cut = cut.IsDefault ? [] : cut;
        if (leftOut.IsEmpty && cut.IsEmpty && probed is null)
        {
            return Golden;
        }

        var variation = Plan.Variation with { LeftOut = leftOut, Cut = cut, Probed = probed, Echoes = echoes };
        var key = VariationText.Write(variation);
        if (!_known.TryGetValue(key, out var known))
        {
            known = run(Planner.Vary(Plan, variation), echoes > 0 ? GrowthJudge.Counting : Plain);
            _known.Add(key, known);
        }

        return known;
    }
}
