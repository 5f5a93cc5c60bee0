using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>when:</c>, which eligible calls fail.</summary>
internal static class WhenTable
{
    private static readonly Key<ImmutableArray<OrdinalRange>> Nth = new("nth", Ranges.Ordinals,
        "The N-th eligible call (after `where`), counted from 1; lists and ranges.", "2", "[3, 7..9]");

    private static readonly Key<ImmutableArray<OrdinalRange>> Ordinal = new("ordinal", Ranges.Ordinals,
        "The N-th interceptable call of the run, whatever it is, counted from 1; lists and ranges.", "17", "[3, 7..9]");

    private static readonly Key<Rate> Probability = new("probability", Rates.Probability,
        "Chance of each eligible call.", "6%", "600/10000", "0.06");

    private static readonly Key<ulong> Seed = new("seed", Numbers.Bits64("a seed"),
        "Seed of that dice. Default: the scenario's seed.", "42", "0x5EED");

    private static readonly Key<long> Interval = new("interval", Numbers.Long("an interval in calls", 1), "Every k-th eligible call.",
        "10");

    private static readonly Key<long> Times = new("times", Numbers.Long("a number of failures", 1),
        "At most so many failures. Default: one for each call that nth lists, no limit for the others.", "1");

    private static readonly Key<long> Space = new("space", Quantities.Size("a number of bytes such as 64KiB", 1, long.MaxValue),
        "Bytes that eligible calls must have allocated before failing starts.", "64KiB");

    private static readonly Key<long> Limit = new("limit", Quantities.Size("a number of bytes such as 64KiB", 0, long.MaxValue),
        "Fails a call that would bring the live bytes of eligible calls above this.", "1MiB");

    private static readonly Key<long> After = new("after", Numbers.Long("a number of calls", 1), "Skips the first N eligible calls.",
        "100");

    private static readonly Key<(TimeSpan? Time, string? Operation)> Delay = new("delay", new DelayKind(),
        "Nothing fails before this virtual time since boot, or before the first start of the named operation.", "8min", "read-back");

    private static readonly Key<bool> Persistent = new("persistent", Texts.Switch,
        "If true, from the first failure on all eligible calls fail. Default: false.", "true");

    private static readonly Key<bool> Stack = new("stack",
        new WordKind<bool>("the word 'new'", new Word<bool>("new", true, "The first call of each driver stack fails.")),
        "`new`: fails the first call of each driver stack.", "new");

    // At most one of these decides which calls fail; probability and interval work together.
    private static readonly IKey[] Deciders = [Nth, Ordinal, Limit, Stack, Probability, Interval];

    /// <summary>The object.</summary>
    public static ObjectKind<FaultWhen> Table { get; } = new()
    {
        Name = "when",
        Phrase = "'when'",
        Keys = [Nth, Ordinal, Probability, Seed, Interval, Times, Space, Limit, After, Delay, Persistent, Stack],
        Build = fields =>
        {
            CheckDeciders(fields);
            CheckIdle(fields);
            return Make(fields);
        },
    };

    private static FaultWhen Make(Fields fields) => new()
    {
        Source = fields.Span,
        Nth = fields.Get(Nth, []),
        Ordinal = fields.Get(Ordinal, []),
        Probability = fields.Value(Probability),
        Seed = fields.Value(Seed),
        Interval = fields.Value(Interval),
        Times = fields.Value(Times),
        Space = fields.Value(Space),
        Limit = fields.Value(Limit),
        After = fields.Get(After, 0),
        DelayTime = fields.Get(Delay, default).Time,
        DelayOperation = fields.Get(Delay, default).Operation,
        Persistent = fields.Get(Persistent, false),
        NewStack = fields.Get(Stack, false),
    };

    private static void CheckDeciders(Fields fields)
    {
        IKey[] chosen = [.. Deciders.Where(fields.Has)];
        bool isDice = chosen.All(k => k == Probability || k == Interval);
        if (chosen.Length > 1 && !isDice)
        {
            string words = string.Join("' and '", chosen.Select(k => k.Name));
            fields.Context.Report(DiagnosticCodes.ContradictoryWhen, fields.SpanOf(chosen[1]),
                $"'{words}' contradict each other: each decides alone which call fails; write two rules");
        }
    }

    private static void CheckIdle(Fields fields)
    {
        if (fields.Has(Seed) && !fields.Has(Probability))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(Seed), "'seed' has no effect without 'probability'");
        }

        if (fields.Get(Persistent, false) && fields.Has(Times))
        {
            fields.Context.Report(DiagnosticCodes.ContradictoryWhen, fields.SpanOf(Times),
                "'persistent' and 'times' contradict each other: one fails all further calls, the other only so many");
        }

        if (fields.Has(Ordinal) && fields.Has(After))
        {
            fields.Context.Report(DiagnosticCodes.ContradictoryWhen, fields.SpanOf(After),
                "'ordinal' and 'after' contradict each other: an ordinal already names its call");
        }
    }
}
