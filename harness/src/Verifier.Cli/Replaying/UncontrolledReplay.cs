using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Scenarios.Model;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;

namespace Verifier.Cli.Replaying;

/// <summary>
/// Does a run again in which a driver took control: in a worker, for it may do so again. There is no trace to compare; that it takes control
/// again is what makes it the same.
/// </summary>
internal static class UncontrolledReplay
{
    /// <summary>Does it.</summary>
    /// <param name="workers">Where.</param>
    /// <param name="plan">The run.</param>
    /// <param name="token">The token that it was made from.</param>
    /// <param name="scenario">The script, if it is not where the token says.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ReplayRun Run(WorkerSupply workers, Plan plan, ReplayToken token, string? scenario, CancellationToken stop)
    {
        var golden = Planner.Vary(plan, plan.Variation.Resting);
        var target = WorkerAttempts.TargetOf(golden, scenario);
        using var runner = new WorkerCaseRunner(workers);
        var record = runner.Record(target, stop);
        var isGolden = VariationText.Write(plan.Variation) == VariationText.Write(golden.Variation);
        var findings = isGolden || record.IsStopped ? record.Findings : Try(runner, target, plan.Variation, stop).Findings;
        var lost = findings.FirstOrDefault(f => f.Kind == FindingKind.Uncontrolled);
        var run = new RunRecord
        {
            Plan = plan,
            Verdict = lost is null ? Verdict.Inconclusive : record.IsStopped ? Verdict.Broken : lost.IsExpected ? Verdict.Finding : Verdict.Surprise,
            Findings = [.. findings.Select(f => new JudgedFinding(RunRecord.Plain(f), f.IsExpected))],
            Injected = plan.Variation.Points.Length,
            Token = token.ToString(),
        };
        return new ReplayRun(run, new ReplayComparison(lost is not null, [.. Differences(token, plan, lost is not null)]), []);
    }

    private static CaseResult Try(WorkerCaseRunner runner, ExplorationTarget target, Variation variation, CancellationToken stop)
    {
        var kind = variation.Points.IsEmpty ? CaseKind.Exhaust : CaseKind.Each;
        CaseResult? result = null;
        runner.Try(target, [new ExploredCase(kind, variation)], one => result = one, stop);
        stop.ThrowIfCancellationRequested();
        return result!;
    }

    private static IEnumerable<string> Differences(ReplayToken token, Plan plan, bool isSame)
    {
        if (ReplayToken.Shortened(plan.ScenarioHash) != token.ScenarioHash)
        {
            yield return $"The script {token.ScenarioPath} has changed since the token was made.";
        }

        if (ReplayToken.Shortened(plan.Driver.BuildHash) != token.BuildHash)
        {
            yield return $"The driver {token.Driver} was built again since the token was made.";
        }

        if (!isSame)
        {
            yield return "The driver took control when the token was made; this time the run came to its end.";
        }
    }
}
