using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Replay;

/// <summary>
/// Compares a run with the token it was made from. A replay that diverges or misses its fault is an error, never a pass
/// (ARCHITECTURE.md D4).
/// </summary>
public static class Replayer
{
    /// <summary>
    /// Looks for a token's fault point when the driver or the script has changed since; null when neither has, or when the token names no
    /// place.
    /// </summary>
    public static Relocation? Locate(ReplayToken token, Plan plan, ScenarioRunner runner)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(plan);
        if (token.Place is not { } place || plan.Variation.Points.IsEmpty || !(HasOtherScript(token, plan) || HasOtherDriver(token, plan)))
        {
            return null;
        }

        var explorer = new Explorer(runner, Planner.Vary(plan, plan.Variation.Resting));
        var found = Relocation.Find(place, plan.Variation, explorer.Golden.Points);

        // The operation that it hits may have another number now.
        return found.Variation.Probed is null ? found : found with { Variation = explorer.Completed(found.Variation with { Probed = null }) };
    }

    /// <summary>Says what is different, and whether the run is the same all the same.</summary>
    public static ReplayComparison Compare(ReplayToken token, RunResult result, Relocation? relocation = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Run.Plan;
        var differences = new List<string>();
        var isSameTrace = result.Run.TraceHash == token.TraceHash;
        if (HasOtherScript(token, plan))
        {
            differences.Add($"The script {token.ScenarioPath} has changed since the token was made.");
        }

        if (HasOtherDriver(token, plan))
        {
            differences.Add($"The driver {token.Driver} was built again since the token was made{(isSameTrace ? "; it behaves the same" : string.Empty)}.");
        }

        if (relocation is not null)
        {
            differences.Add(relocation.Sentence);
        }

        if (!isSameTrace)
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The trace differs: {token.TraceHash:x16} was recorded, {result.Run.TraceHash:x16} came out."));
            differences.AddRange(MissedFaults(result));
        }

        return new ReplayComparison(isSameTrace, differences);
    }

    private static bool HasOtherScript(ReplayToken token, Plan plan) => ReplayToken.Shortened(plan.ScenarioHash) != token.ScenarioHash;

    private static bool HasOtherDriver(ReplayToken token, Plan plan) => ReplayToken.Shortened(plan.Driver.BuildHash) != token.BuildHash;

    private static IEnumerable<string> MissedFaults(RunResult result) => result.Run.Rules
        .Where(r => r.State == RuleFinalState.NeverReached && r.Rule.Origin is RuleOrigin.Script or RuleOrigin.Point)
        .Select(r => $"The planned fault \"{r.Rule.Name}\" was never reached.");
}
