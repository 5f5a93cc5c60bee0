using Verifier.Cli.Exploring;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;

namespace Verifier.Cli.Nightly;

/// <summary>Does runs of the night a second time: each must have the same trace, byte for byte (decision D4).</summary>
internal static class ReplayCheck
{
    private const int MostOfEach = 100;

    /// <summary>Replays scripts' runs and the exemplars of findings.</summary>
    /// <returns>How many runs were done again, and how many were the same.</returns>
    public static (int Replayed, int Alike) Run(CliHost host, IReadOnlyList<RunRecord> runs, IReadOnlyList<CampaignRecord> campaigns)
    {
        var tokens = runs.Where(r => r.Token.Length > 0).Take(MostOfEach).Select(r => (r.Plan, r.Token))
            .Concat(campaigns.SelectMany(c => c.Outcome?.Groups.Select(g => (Plan: c.Target.Golden, g.Exemplar.Token)) ?? []).Take(MostOfEach));
        using var runner = new ScenarioRunner();
        var (replayed, alike) = (0, 0);
        foreach (var (plan, text) in tokens)
        {
            if (host.Interruption.HasCome || !ReplayToken.TryParse(text, out var token, out _) || !token!.HasTrace)
            {
                continue;
            }

            var run = runner.Observe(Planner.Vary(plan, token.Variation), RunOptions.Default);
            replayed++;
            alike += run.TraceHash == token.TraceHash ? 1 : 0;
        }

        return (replayed, alike);
    }
}
