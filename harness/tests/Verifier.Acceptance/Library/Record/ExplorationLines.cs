using System.Collections.Immutable;
using System.Globalization;
using Verifier.Cli.Exploring;
using Verifier.Cli.Running;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Acceptance.Library.Record;

/// <summary>One exploration: what is said of it, the fault points, the findings, and each case with what came of it and a hash of its events.</summary>
/// <param name="runner">Runs the cases again, to see their events.</param>
internal sealed class ExplorationLines(ScenarioRunner runner)
{
    // A compiled driver takes longer.
    private const int MostPoints = 40, MostCases = 200, MostSeen = 400, MostSeenOfCompiled = 40;

    private static readonly RunOptions WithEvents = new() { KeepTrace = true, CapturesStacks = false };

    /// <summary>The lines of one exploration.</summary>
    public List<string> Of(Exploration exploration)
    {
        var outcome = exploration.Outcome;
        var golden = outcome.Golden;
        var verdict = CampaignRecord.Of(exploration.Target, outcome).Verdict;
        var whole = outcome.Completeness;
        return
        [
            Text($"{exploration.Title}: {verdict.Word()}, exit code {(int)verdict.ExitCode()}"),
            Text($"  golden run: calls {golden.Calls}, fault points {golden.Points.Length}, without options {(long)golden.WithoutOptions:X}, ran short {golden.RanShort}, stopped {golden.IsStopped}"),
            Text($"  once {whole.FailedOnce}, other shapes {whole.ShapeRuns}, persistently {whole.FailedPersistently}, second {whole.SecondFailed} of {whole.SecondSeen}, random {whole.RandomRuns}, exhaust {whole.ExhaustRuns}, fill {whole.FillRuns}"),
            Text($"  sites {whole.SitesFailed} of {whole.Sites}, excluded {whole.Excluded}, out of budget {whole.OutOfBudget}, inconclusive {whole.Inconclusive}"),
            Text($"  passed {outcome.Passed}, absorbed {outcome.Absorbed}, propagated {outcome.Propagated}"),
            .. golden.Untested is { } untested ? [$"  untested: {untested}"] : Array.Empty<string>(),
            .. outcome.Limits.Select(l => Text($"  limit {l.Limit}: {l.Enough} enough, reached {l.IsReached}, {l.Runs} runs")),
            .. golden.Findings.Select(f => "  finding of the golden run: " + FindingLines.Of(f)),
            .. outcome.Groups.Select(g => Text($"  finding: {FindingLines.Of(g.Exemplar)} | {g.Cases.Length} cases from {g.Cases.FirstOrDefault("the golden run")}")),
            .. outcome.Missing.Length > 0 ? [Text($"  missing {outcome.Missing.Length}")] : Array.Empty<string>(),
            .. outcome.Unmet.Length > 0 ? [Text($"  unmet {outcome.Unmet.Length}")] : Array.Empty<string>(),
            Text($"fault points: {golden.Points.Length}"),
            .. Lines.Capped([.. golden.Points.Select(PointOf)], MostPoints),
            Text($"cases: {outcome.Results.Length}"),
            .. Lines.Capped(CasesOf(exploration), MostCases),
        ];
    }

    // Cases that came to the same are one line with all their variations: most runs with dice or a lowered limit are like the golden run.
    private List<string> CasesOf(Exploration exploration)
    {
        var explorer = new Explorer(runner, exploration.Target.Golden);
        var seen = new Dictionary<ulong, string>();
        var mostSeen = exploration.Target.Driver.IsCompiled ? MostSeenOfCompiled : MostSeen;
        return
        [
            .. exploration.Outcome.Results
                .Select((r, i) => (Result: r, Events: i < mostSeen ? EventsOf(explorer, exploration, r, seen) : "unseen"))
                .Select(c => (Kind: c.Result.Key[..MarkIn(c.Result.Key)], Variation: c.Result.Key[(MarkIn(c.Result.Key) + 1)..], What: WhatOf(c.Result, c.Events)))
                .GroupBy(c => (c.Kind, c.What))
                .Select(same => $"{same.Key.Kind} {same.Key.What}: {string.Join(' ', same.Select(c => c.Variation))}"),
        ];
    }

    // A key is the kind and the variation.
    private static int MarkIn(string key) => key.IndexOf(' ', StringComparison.Ordinal);

    private static string WhatOf(CaseResult r, string events)
    {
        var more = r.MorePoints.IsEmpty ? string.Empty : Text($" +{r.MorePoints.Length}");
        var like = r.IsLikeGolden ? " like golden" : string.Empty;
        var findings = string.Concat(r.Findings.Select(f => " " + f.Fingerprint));
        var problem = r.Problem is null ? string.Empty : $" ({r.Problem})";
        return Text($"{r.Verdict} {r.Injected}/{r.RealFailures}/{r.Absorbed}/{r.Propagated} {r.Calls}{more}{like} {events}{findings}{problem}");
    }

    // Runs with the same hash of their traces, times and addresses included, have the same events.
    private string EventsOf(Explorer explorer, Exploration exploration, CaseResult result, Dictionary<ulong, string> seen)
    {
        var variation = VariationText.Parse(result.Key[(MarkIn(result.Key) + 1)..])!;
        if (variation.Contents is null && seen.TryGetValue(result.TraceHash, out var known))
        {
            return known;
        }

        var plan = exploration.Outcome.Golden.ExploredPlan(exploration.Target.Golden);
        var run = runner.Observe(Planner.Vary(plan, explorer.Completed(variation)), WithEvents);
        if (variation.Contents is null && result.TraceHash != run.TraceHash)
        {
            throw new InvalidOperationException($"{plan.Driver.Name} in {plan.ScenarioPath}, {result.Key}: the run done again has another trace.");
        }

        return seen[run.TraceHash] = Lines.Digest(EventLines.Of(run.Trace));
    }

    private static string PointOf(FaultPoint p)
    {
        var what = string.Join(" ", new[] { p.Tag is null ? null : $"'{p.Tag}'", p.Size is null ? null : Text($"{p.Size} bytes"), p.Pool?.ToString() }.OfType<string>());
        return Text($"f{p.Ordinal} {p.Ddi} {what} at {p.Irql} in {p.Phase}, {p.Operation} {p.OperationName}, time {p.Occurrence}{Shapes(p.MoreShapes)}: {FindingLines.Of(p.Frames)}");
    }

    private static string Shapes(ImmutableArray<FailureShape> shapes) => shapes.IsEmpty ? string.Empty : $", also {string.Join(' ', shapes)}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
