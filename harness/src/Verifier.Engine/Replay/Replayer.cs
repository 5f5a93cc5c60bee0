using System.Globalization;
using Verifier.Engine.Interception;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Replay;

/// <summary>Compares a run with the token it was made from. A replay that diverges or misses its fault is an error, never a pass (D4).</summary>
public static class Replayer
{
    /// <summary>What is different, and whether the run is the same nevertheless.</summary>
    public static ReplayComparison Compare(ReplayToken token, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Run.Plan;
        var differences = new List<string>();
        var isSameTrace = result.Run.TraceHash == token.TraceHash;
        if (ReplayToken.Shortened(plan.ScenarioHash) != token.ScenarioHash)
        {
            differences.Add($"The script {token.ScenarioPath} has changed since the token was made.");
        }

        if (ReplayToken.Shortened(plan.Driver.BuildHash) != token.BuildHash)
        {
            differences.Add($"The driver {token.Driver} was built again since the token was made{(isSameTrace ? "; it behaves the same" : string.Empty)}.");
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

    private static IEnumerable<string> MissedFaults(RunResult result) => result.Run.Rules
        .Where(r => r.State == RuleFinalState.NeverReached && r.Rule.Origin is RuleOrigin.Script or RuleOrigin.Point)
        .Select(r => $"The planned fault \"{r.Rule.Name}\" was never reached.");
}

/// <summary>The outcome of a replay: the same run or not, and what differs.</summary>
public sealed record ReplayComparison(bool IsSame, IReadOnlyList<string> Differences);
