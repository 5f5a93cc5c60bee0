using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Running;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Does runs of the night a second time, where the first time was: each must have the same trace, byte for byte (ARCHITECTURE.md D4). One
/// in which the driver takes control this time has not.
/// </summary>
internal sealed class ReplayCheck(Invocation invocation, RunSettings settings)
{
    private const int MostOfEach = 100;

    private readonly CliHost _host = invocation.Host;

    /// <summary>Replays scripts' runs and the exemplars of findings; on Ctrl-C as far as it came.</summary>
    /// <returns>How many runs were done again, and how many were the same.</returns>
    /// <exception cref="CliException">Nothing can be run.</exception>
    public (int Replayed, int Alike) Do(IEnumerable<(PlannedRun Planned, NightRun Run)> runs, IEnumerable<CampaignRecord> campaigns)
    {
        var tokens = runs.Where(r => r.Run.Token.Length > 0).Take(MostOfEach).Select(r => (r.Planned.Plan, r.Run.Token))
            .Concat(campaigns.SelectMany(c => c.Outcome?.Groups.Select(g => (Plan: c.Target.Golden, g.Exemplar.Token)) ?? []).Take(MostOfEach));
        using var runners = new CaseRunners(_host, settings, invocation.WantsDetails ? invocation.Log : null);
        using var runner = runners.New();
        var (replayed, alike) = (0, 0);
        foreach (var (plan, text) in tokens)
        {
            if (_host.Interruption.HasCome || !ReplayToken.TryParse(text, out var token, out _) || !token!.HasTrace)
            {
                continue;
            }

            replayed++;
            alike += IsAlike(runner, Planner.Vary(plan, token.Variation), token) ? 1 : 0;
        }

        return (replayed, alike);
    }

    private bool IsAlike(ICaseRunner runner, Plan plan, ReplayToken token)
    {
        try
        {
            return runner.Record(WorkerAttempts.TargetOf(plan), _host.Interruption.Token).TraceHash == token.TraceHash;
        }
        catch (Exception e) when (e is TargetException || (e is OperationCanceledException && _host.Interruption.HasCome))
        {
            return false;
        }
    }
}
