using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>
/// Executes a few runs of each campaign a second time: each must have the same trace (ARCHITECTURE.md D4). A driver that reads a clock or
/// throws dice does not, and nothing that was found in it can be trusted.
/// </summary>
internal sealed class RepeatCheck(Invocation invocation, RunSettings settings)
{
    private const int MostExemplars = 20;

    private readonly CliHost _host = invocation.Host;

    /// <summary>The same records, those with another verdict whose runs do not come out the same.</summary>
    public IReadOnlyList<CampaignRecord> In(IReadOnlyList<CampaignRecord> records)
    {
        var checkedOnes = records.ToArray();
        var wanted = Enumerable.Range(0, checkedOnes.Length).Where(i => CanBeRepeated(checkedOnes[i])).ToList();
        if (wanted.Count == 0 || _host.Interruption.HasCome)
        {
            return records;
        }

        using var runners = new CaseRunners(_host, settings, invocation.WantsDetails ? invocation.Log : null);
        var next = -1;
        JobThreads.Run(Math.Min(settings.Jobs, wanted.Count), Work, () => { }, _host.Interruption);
        return checkedOnes;

        void Work()
        {
            using var runner = runners.New();
            for (var i = Interlocked.Increment(ref next); i < wanted.Count && !_host.Interruption.HasCome; i = Interlocked.Increment(ref next))
            {
                checkedOnes[wanted[i]] = Checked(runner, checkedOnes[wanted[i]]);
            }
        }
    }

    // A run without a trace, of a driver that took control, has nothing to be compared.
    private static bool CanBeRepeated(CampaignRecord record) => record is { Outcome.Golden.TraceHash: not 0, Verdict: not Verdict.Error };

    private CampaignRecord Checked(ICaseRunner runner, CampaignRecord record)
    {
        try
        {
            return Difference(runner, record) is { } difference
                ? record with { Verdict = Verdict.NonDeterministic, Problem = $"not deterministic: {difference}" }
                : record;
        }
        catch (OperationCanceledException) when (_host.Interruption.HasCome)
        {
            return record;
        }
        catch (TargetException e)
        {
            return record with { Verdict = Verdicts.Of(e.Reason), Problem = $"no run can be done again: {e.Message}" };
        }
    }

    private string? Difference(ICaseRunner runner, CampaignRecord record)
    {
        var golden = record.Outcome!.Golden;
        var again = runner.Record(record.Target, _host.Interruption.Token);
        if (again.TraceHash != golden.TraceHash)
        {
            return Sentence(record, "the run without a fault", Variation.None, golden.TraceHash, again.TraceHash);
        }

        var known = record.Outcome.Results.ToDictionary(result => result.Key);
        foreach (var one in record.Sample.Where(one => known.TryGetValue(one.Key, out var result) && result.TraceHash != 0))
        {
            CaseResult? second = null;
            runner.Try(record.Target, [one], result => second = result, _host.Interruption.Token);
            _host.Interruption.Token.ThrowIfCancellationRequested();
            if (second is not null && second.TraceHash != known[one.Key].TraceHash)
            {
                return Sentence(record, $"the run {one.Key}", one.Variation, known[one.Key].TraceHash, second.TraceHash);
            }
        }

        return Exemplars(record).Select(exemplar => Difference(runner, record, exemplar.Key, exemplar.Token)).FirstOrDefault(found => found is not null);
    }

    // The runs that stand for findings are the ones that people will do again.
    private static IEnumerable<(string Key, ReplayToken Token)> Exemplars(CampaignRecord record)
    {
        foreach (var group in record.Outcome!.Groups.Take(MostExemplars))
        {
            if (ReplayToken.TryParse(group.Exemplar.Token, out var token, out _) && token!.HasTrace)
            {
                yield return (VariationText.Write(token.Variation), token);
            }
        }
    }

    private string? Difference(ICaseRunner runner, CampaignRecord record, string run, ReplayToken token)
    {
        var plan = Planner.Vary(record.Target.Golden, token.Variation);
        var again = runner.Record(WorkerAttempts.TargetOf(plan, record.Target.ScriptFile), _host.Interruption.Token);
        return again.TraceHash == token.TraceHash ? null : Sentence(record, $"the run {run}", token.Variation, token.TraceHash, again.TraceHash);
    }

    private string Sentence(CampaignRecord record, string run, Variation variation, ulong first, ulong second)
    {
        var traces = $"its trace was {first:x16} and is {second:x16} when it is done again";
        var plan = Planner.Vary(record.Target.Golden, variation with { RestsScriptFaults = record.Target.Golden.Variation.RestsScriptFaults });
        var (one, other) = (Trace(plan), Trace(plan));
        var place = Enumerable.Range(0, Math.Max(one.Count, other.Count)).FirstOrDefault(i => i >= one.Count || i >= other.Count || one[i] != other[i], -1);
        return place < 0
            ? $"{run} differs: {traces}"
            : FormattableString.Invariant($"{run} differs: {traces}; the first difference of two more is in line {place + 1}, \"{Line(one, place)}\" and \"{Line(other, place)}\"");
    }

    private static string Line(IReadOnlyList<string> trace, int index) => index < trace.Count ? trace[index].Trim() : "the end";

    private IReadOnlyList<string> Trace(Plan plan)
    {
        if (!(settings.IsIsolated ?? _host.IsolatesByDefault))
        {
            using var here = _host.NewRunner();
            return [.. here.Run(plan, new RunOptions { KeepTrace = true }).Run.Trace.Select(e => e.ToString())];
        }

        using var workers = CliWorkers.For(_host, settings.Sources);
        using var there = new WorkerAttempts(workers);
        return there.Do<IReadOnlyList<string>>(
            (line, stop) => line.Replay(WorkerAttempts.TargetOf(plan), new ReplayOrder(null, KeepsTrace: true), RecordAccount.Instance, stop).Trace,
            _ => [],
            _ => [],
            _host.Interruption.Token);
    }
}
