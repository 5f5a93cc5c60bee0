using System.Collections.Immutable;
using Verifier.Cli.Exploring;
using Verifier.Cli.Text;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Output;

/// <summary>
/// The completeness of a campaign in sentences: the points that were seen, those that were tried, and those that were not.
/// </summary>
internal static class CampaignStatement
{
    /// <summary>The lines; one for each strategy that was asked for, and what all have in common.</summary>
    public static IEnumerable<string> Lines(ExplorationTarget target, CampaignOutcome outcome)
    {
        var done = outcome.Completeness;
        var settings = target.Settings;
        yield return Explored(target);
        yield return $"fault points: {done.Points} seen at {Words.Count(done.Sites, "site")}, {done.FailedOnce} failed once{Shapes(done)}, "
            + $"{done.FailedPersistently} failed persistently, {done.SitesFailed} of the sites failed, {done.Excluded} excluded";
        if (settings.Strategies.HasFlag(ExploreStrategies.Second))
        {
            yield return FormattableString.Invariant($"second faults: {done.SecondSeen} seen, {done.SecondFailed} failed");
        }

        if (settings.Strategies.HasFlag(ExploreStrategies.Random))
        {
            var first = settings.Seed ?? target.Golden.Seed;
            var last = unchecked(first + (ulong)settings.Repeats - 1);
            yield return FormattableString.Invariant($"random runs: {done.RandomRuns} at {settings.Probability}, {(first == last ? "seed" : "seeds")} {first}{(first == last ? string.Empty : $" to {last}")}");
        }

        if (settings.Strategies.HasFlag(ExploreStrategies.Exhaust))
        {
            var limits = outcome.Limits.Where(l => l.Runs > 0).Select(limit => Limit(limit, done.OutOfBudget == 0));
            yield return FormattableString.Invariant($"exhaust runs: {done.ExhaustRuns}; {Words.List(limits)}");
        }

        if (settings.Strategies.HasFlag(ExploreStrategies.Fill))
        {
            yield return FormattableString.Invariant($"fill runs: {done.FillRuns}, with other contents of uninitialised memory");
        }

        yield return FormattableString.Invariant($"not done: {done.OutOfBudget} out of budget; not judged: {done.Inconclusive}");
        yield return $"outcomes: {outcome.Passed} of {Words.Count(outcome.Results.Length, "run")} passed; "
            + $"{Counted.Of(outcome.Absorbed, "operation")} absorbed a fault, {outcome.Propagated} propagated one";
        if (outcome.Golden.WithoutOptions != 0)
        {
            var options = WithoutOptions(outcome.Golden);
            yield return $"the machine stopped in the golden run with {Words.List(options)}, so everything else was run without {(options.Length == 1 ? "it" : "them")}";
        }

        if (outcome.Golden.IsStopped)
        {
            yield return "the machine stopped in the golden run, so nothing was explored";
        }
    }

    /// <summary>The options of Driver Verifier that everything but the golden run was done without, as scripts have them.</summary>
    public static ImmutableArray<string> WithoutOptions(GoldenRecord golden) => [.. VerifierOptionNames.Of((VerifierOptions)(ulong)golden.WithoutOptions)];

    /// <summary>A limit's name, as scripts have it under <c>system:</c>.</summary>
    public static string Word(ExhaustedLimit limit) => limit switch
    {
        ExhaustedLimit.NonPagedPool => "nonpaged-pool",
        ExhaustedLimit.PagedPool => "paged-pool",
        ExhaustedLimit.SystemPtes => "system-ptes",
        _ => "map-registers",
    };

    /// <summary>The runs in which a point failed in another shape than its first; nothing when there were none.</summary>
    public static string Shapes(Completeness done) =>
        done.ShapeRuns == 0 ? string.Empty : $", {Words.Count(done.ShapeRuns, "run")} in other shapes";

    private static string Explored(ExplorationTarget target)
    {
        var words = string.Join(", ", ExploreWords.Of(target.Settings.Strategies));
        var hasFaults = !target.Golden.Variation.RestsScriptFaults && !target.Golden.Rules.IsEmpty;
        var faults = hasFaults ? ", on top of the script's faults" : string.Empty;
        var part = target.Settings.Shard;
        var shard = part == Shard.Whole ? string.Empty : $", shard {part.Index}/{part.Count}";
        return $"explored: {words}{faults}{shard}";
    }

    private static string Limit(LimitFound limit, bool isExact)
    {
        var text = FormattableString.Invariant($"{Word(limit.Limit)} {limit.Enough}");
        return !isExact ? $"{text} is enough"
            : limit.IsReached ? $"{text} is just enough"
            : $"{text}, the least there can be, is enough";
    }
}
