using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>explore:</c>, which fault points to try.</summary>
internal static class ExploreTable
{
    internal static readonly WordKind<ExploreStrategies> StrategyWord = new("a way to explore",
        new Word<ExploreStrategies>("each", ExploreStrategies.Each, "Every fault point once."),
        new Word<ExploreStrategies>("persistent", ExploreStrategies.Persistent, "Every fault point and all calls after it."),
        new Word<ExploreStrategies>("stacks", ExploreStrategies.Stacks, "The first fault point of each driver stack."),
        new Word<ExploreStrategies>("second", ExploreStrategies.Second,
            "After each single fault, every fault point that exists only because of it."),
        new Word<ExploreStrategies>("random", ExploreStrategies.Random, "Dice, many runs, seeds printed."),
        new Word<ExploreStrategies>("exhaust", ExploreStrategies.Exhaust, "No injection: the real pool limits shrink until nothing fails."),
        new Word<ExploreStrategies>("fill", ExploreStrategies.Fill,
            "No injection: uninitialised memory has other contents, and nothing may differ."),
        new Word<ExploreStrategies>("all", ExploreStrategies.All, "All of them."));

    private static readonly IKind<ExploreStrategies> Strategies = new SelectKind<ImmutableArray<ExploreStrategies>, ExploreStrategies>(
        new ListKind<ExploreStrategies>(StrategyWord, "ways to explore") { AllowsSingle = true },
        (words, _, _) => words.Aggregate(ExploreStrategies.None, (all, word) => all | word));

    private static readonly Key<ExploreStrategies> How = new("how", Strategies, "The way to explore, or a list of ways.", "each",
        "[each, second]")
    {
        IsRequired = true,
    };

    private static readonly Key<long> Runs = new("runs", Numbers.Long("a number of runs", 1), "Most runs to spend.", "10000");

    private static readonly Key<TimeSpan> Time = new("time", Quantities.Duration(allowsZero: false), "Most wall-clock time to spend.",
        "10min");

    private static readonly Key<(long? Runs, TimeSpan? Time)> Budget = new("budget", new ObjectKind<(long?, TimeSpan?)>
    {
        Name = "budget",
        Phrase = "a budget",
        Keys = [Runs, Time],
        AtLeastOneOf = [Runs, Time],
        Build = fields => (fields.Value(Runs), fields.Value(Time)),
    }, "What may be spent; what is left out is reported.", "{ runs: 10000, time: 10min }");

    private static readonly Key<Shard> Part = new("shard", new ScalarKind<Shard>
    {
        Phrase = "a shard such as 1/4",
        Code = DiagnosticCodes.BadShard,
        Parse = (text, _) => ParseShard(text),
        JsonSchema = () => new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,4}/[0-9]{1,4}$" },
    }, "The part of the fault points this machine explores: the same subset everywhere.", "1/4");

    private static readonly Key<ImmutableArray<string>> Exclude = new("exclude",
        new ListKind<string>(Texts.StackId, "stack ids") { AllowsSingle = true, AllowsEmpty = true },
        "Stack ids that are never failed.", "[8f3a21c0d4e5b677]");

    private static readonly Key<string> Site = new("site", Texts.Sentence,
        "The fault site: a stack id, or a pattern over `DDI in Routine`.", "\"ExAllocatePoolWithTag in LogEvent*\"")
    { IsRequired = true };

    private static readonly Key<string> Why = new("why", Texts.Sentence, "The reason.", "the log is best effort") { IsRequired = true };

    private static readonly Key<ImmutableArray<BenignSite>> Benign = new("benign", new ListKind<BenignSite>(new ObjectKind<BenignSite>
    {
        Name = "benign",
        Phrase = "a benign site",
        Keys = [Site, Why],
        Build = fields => new BenignSite { Source = fields.Span, Site = fields.Get(Site), Why = fields.Get(Why) },
    }, "benign sites")
    { AllowsEmpty = true },
        "Fault sites whose findings are accepted, each with its reason.", "[ { site: \"* in LogEvent*\", why: the log is best effort } ]");

    private static readonly Key<Rate> Probability = new("probability", Rates.Probability,
        "For random: the chance of each call. Default: 600/10000.", "6%");

    private static readonly Key<int> Repeats = new("repeats", Numbers.Int("a number of runs", 1, 1_000_000),
        "For random: how many runs, each with a seed of its own. Default: 100.", "1000");

    private static readonly Key<ulong> Seed = new("seed", Numbers.Bits64("a seed"),
        "For random: the first seed. Default: the scenario's.", "42");

    private static readonly ObjectKind<ExploreSettings> Table = new()
    {
        Name = "explore",
        Phrase = "'explore'",
        Keys = [How, Budget, Part, Exclude, Benign, Probability, Repeats, Seed],
        Build = Make,
    };

    /// <summary>Both forms.</summary>
    public static IKind<ExploreSettings> Kind { get; } = new ShapeKind<ExploreSettings>(
        "a way to explore such as each, a list of ways, or the keys of 'explore'")
    {
        Scalar = Short(),
        List = Short(),
        Map = Table,
    };

    private static SelectKind<ExploreStrategies, ExploreSettings> Short() =>
        new(Strategies, (strategies, span, _) => new ExploreSettings { Source = span, Strategies = strategies });

    private static ExploreSettings Make(Fields fields)
    {
        ExploreStrategies strategies = fields.Get(How);
        IKey[] diceKeys = [Probability, Repeats, Seed];
        foreach (IKey key in diceKeys.Where(k => fields.Has(k) && !strategies.HasFlag(ExploreStrategies.Random)))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(key),
                $"'{key.Name}' has no effect without 'random' among the ways to explore");
        }

        (long? runs, TimeSpan? time) = fields.Get(Budget, default);
        var settings = new ExploreSettings { Strategies = strategies };
        return settings with
        {
            Source = fields.Span,
            BudgetRuns = runs,
            BudgetTime = time,
            Shard = fields.Get(Part, Shard.Whole),
            Exclude = fields.Get(Exclude, []),
            Benign = fields.Get(Benign, []),
            Probability = fields.Get(Probability, settings.Probability),
            Repeats = fields.Get(Repeats, settings.Repeats),
            Seed = fields.Value(Seed),
        };
    }

    private static Parsed<Shard> ParseShard(string text)
    {
        string[] parts = text.Split('/');
        Parsed<ulong> index = Numbers.Parse(parts[0], 1, 9999);
        Parsed<ulong> count = Numbers.Parse(parts[^1], 1, 9999);
        return parts.Length == 2 && index.Problem is null && count.Problem is null && index.Value <= count.Value
            ? new Shard((int)index.Value, (int)count.Value)
            : Parsed<Shard>.Wrong("is not a shard: part and number of parts, counted from 1, such as 1/4");
    }
}
