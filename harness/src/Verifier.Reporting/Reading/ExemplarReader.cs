using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// Makes an exemplar's run again, and the same run with nothing made to fail, and puts them side by side. Determinism (ARCHITECTURE.md D4)
/// makes this as good as having kept the trace.
/// </summary>
public static class ExemplarReader
{
    private static readonly RunOptions s_all = new() { KeepTrace = true, KeepsKernelState = true, FollowsMemory = true };

    /// <summary>The details of a run.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="plan">The failing run's plan, as its token says.</param>
    /// <param name="fingerprint">The finding that it stands for.</param>
    /// <param name="token">Its replay token.</param>
    /// <param name="operation">
    /// The operation whose end shows the verdict, unless something breaks the contract before; empty when none does.
    /// </param>
    public static RunDetail Read(ScenarioRunner runner, Plan plan, string fingerprint, string token, string operation = "")
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(plan);
        var result = runner.Run(plan, s_all);
        var run = result.Run;
        var held = HeldReading.Of(result, fingerprint);
        var resting = plan.Variation with { Points = [], Dice = null, Limits = new(), Contents = null, Echoes = 0, RestsScriptFaults = true };
        var golden = runner.Observe(Planner.Vary(plan, resting), s_all);
        var alignment = Alignment.Of(run.Trace, golden.Trace);
        var injected = IndexOf(run.Trace, TraceEventKind.Injected);
        return new RunDetail
        {
            Run = -1,
            Fingerprint = fingerprint,
            Token = token,
            TraceHash = run.TraceHash.ToString("x16", CultureInfo.InvariantCulture),
            Events = [.. run.Trace.Select(EventOf)],
            Golden = alignment.Golden < 0 ? [] : [.. golden.Trace.Skip(alignment.Golden).Select(EventOf)],
            FirstDivergence = alignment.Run,
            InjectedIndex = injected,
            VerdictIndex = VerdictOf(run.Trace, injected, operation),
            Pool = [.. run.PoolSamples.Select(p => new PoolPoint(p.Time, p.OutstandingNonPagedBytes, p.OutstandingPagedBytes, p.OutstandingOtherBytes, p.Held))],
            InjectedTime = injected < 0 ? null : run.Trace[injected].Time,
            Tags = TagsOf(run, golden, held),
            Outstanding = held.Rows,
            OutstandingTitle = held.Title,
            IsLeak = held.IsLeak,
            VerdictTime = held.Time,
        };
    }

    private static int VerdictOf(ImmutableArray<TraceEvent> trace, int injected, string operation)
    {
        var (stop, violation) = (IndexOf(trace, TraceEventKind.Stop), IndexOf(trace, TraceEventKind.Violation));
        if (stop >= 0 || violation >= 0 || operation.Length == 0)
        {
            return stop >= 0 ? stop : violation;
        }

        for (var i = injected + 1; i < trace.Length; i++)
        {
            if (trace[i].Kind == TraceEventKind.OperationEnd && trace[i].Name == operation)
            {
                return i;
            }
        }

        return -1;
    }

    private static int IndexOf(ImmutableArray<TraceEvent> trace, TraceEventKind kind)
    {
        for (var i = 0; i < trace.Length; i++)
        {
            if (trace[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    // The event prints its time and IRQL first; the page has columns for them.
    private static TimelineEvent EventOf(TraceEvent one)
    {
        var text = one.ToString();
        var irql = one.Irql.ToString(CultureInfo.InvariantCulture);
        var start = text.IndexOf($" ms  {irql}  ", StringComparison.Ordinal) + irql.Length + 7;
        var kind = one.Kind.ToString();
        return new TimelineEvent(one.Time, one.Irql, char.ToLowerInvariant(kind[0]) + kind[1..], one.Name, text[start..]);
    }

    private static ImmutableArray<TagRow> TagsOf(RunObservation run, RunObservation golden, HeldReading held)
    {
        var own = run.SiteUses.Concat(golden.SiteUses).Select(u => u.Tag).ToHashSet();
        var before = golden.KernelState?.Tags.ToDictionary(t => (t.Tag, t.IsPaged), t => t.Bytes) ?? [];
        return
        [
            .. (held.Kernel?.Tags ?? [])
                .Select(t => (Use: t, Golden: before.GetValueOrDefault((t.Tag, t.IsPaged))))
                .Select(t => new TagRow(
                    t.Use.Tag, t.Use.IsPaged ? "Paged" : "Nonp", t.Use.Allocs, t.Use.Frees, t.Use.Bytes,
                    own.Contains(t.Use.Tag) ? run.Plan.Driver.Name : string.Empty, t.Golden, held.Marks(t.Use, t.Golden)))
                .OrderByDescending(t => t.IsLeaked)
                .ThenByDescending(t => t.Bytes - t.BytesGolden)
                .ThenBy(t => t.Tag, StringComparer.Ordinal),
        ];
    }
}
