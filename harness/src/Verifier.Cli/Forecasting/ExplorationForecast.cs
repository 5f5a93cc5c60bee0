using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Cli.Forecasting;

/// <summary><c>run --what-if</c> with exploration: does the golden runs only, and says what would follow and for how long.</summary>
internal sealed class ExplorationForecast(Invocation invocation, RunSettings settings)
{
    // The first runs are slow: nothing is compiled yet.
    private const int TimedRuns = 5;

    /// <summary>Shows it.</summary>
    public ExitCode Show(Selection selection)
    {
        var forecasts = new List<Forecast>();
        using (var runners = new CaseRunners(invocation.Host, settings, invocation.WantsDetails ? invocation.Log : null))
        using (var runner = runners.New())
        {
            foreach (var target in selection.Targets)
            {
                try
                {
                    var golden = runner.Record(target, invocation.Host.Interruption.Token);
                    forecasts.Add(Forecast.Of(target, golden, Time(runner, target)));
                }
                catch (TargetException e)
                {
                    invocation.FallShort($"{Printable.Line(target.Golden.Scenario.Name)} with {target.Driver.Name}: {e.Message}");
                }
            }
        }

        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => ForecastDocument.Write(json, selection.Runs, forecasts, settings.Jobs));
            return ExitCode.Ok;
        }

        forecasts.ForEach(Write);
        var least = forecasts.Sum(f => f.Runs);
        var time = Durations.InWords(forecasts.Aggregate(TimeSpan.Zero, (all, f) => all + f.Time) / settings.Jobs);
        var runs = selection.Runs.Count > 0 ? $"{Words.Count(selection.Runs.Count, "run")} and " : string.Empty;
        var atLeast = forecasts.Exists(f => f.IsOpen) ? "at least " : string.Empty;
        invocation.Out.WriteLine(
            $"{runs}{Words.Count(forecasts.Count, "campaign")} of {atLeast}{Words.Count(least, "run")} would be done, "
            + $"in about {time} with {Words.Count(settings.Jobs, "job")}; only the golden runs were done");
        return ExitCode.Ok;
    }

    // The golden run again, as cases are run.
    private TimeSpan Time(ICaseRunner runner, ExplorationTarget target)
    {
        var least = TimeSpan.MaxValue;
        var stop = invocation.Host.Interruption.Token;
        for (var i = 0; i < TimedRuns && !invocation.Host.Interruption.HasCome; i++)
        {
            var start = invocation.Host.Clock.GetTimestamp();
            runner.Try(target, [new ExploredCase(CaseKind.Each, Variation.None)], _ => { }, stop);
            var elapsed = invocation.Host.Clock.GetElapsedTime(start);
            least = elapsed < least ? elapsed : least;
        }

        stop.ThrowIfCancellationRequested();
        return least;
    }

    private void Write(Forecast forecast)
    {
        var target = forecast.Target;
        invocation.Out.WriteLine(Printable.Line($"{target.Golden.Scenario.Name} with {target.Driver.Name} ({target.Script.Path})"));
        FaultPointTable.Write(invocation.Out, forecast.Golden.Points);
        var runs = Enum.GetValues<CaseKind>().Where(kind => forecast.RunsOf(kind) > 0).Select(kind =>
            FormattableString.Invariant($"{kind.ToString().ToLowerInvariant()} {forecast.RunsOf(kind)}"));
        invocation.Out.WriteLine(
            $"{Words.Count(forecast.Golden.Points.Length, "fault point")} at {Words.Count(forecast.Sites, "site")}; "
            + $"runs: {Words.List(runs)}{(forecast.IsOpen ? ", and those that only results make known" : string.Empty)}");
        foreach (var finding in forecast.Golden.Findings.Where(f => !f.IsExpected && f.Benign is null))
        {
            invocation.Out.WriteLine(Printable.Line($"without any fault of the exploration: {finding.Title}"));
        }

        invocation.Out.WriteLine();
    }
}
