using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Exploring;

/// <summary>The ways to explore as the command line has them: the words of <c>explore:</c> in scripts.</summary>
internal static class ExploreWords
{
    /// <summary>All words, in the order of scripts.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Enum.GetValues<ExploreStrategies>().Where(s => s != ExploreStrategies.None).Order().Select(Word)];

    /// <summary>Reads words with commas between them; null with a sentence about the first that is none.</summary>
    public static ExploreStrategies? Parse(string text, out string error)
    {
        error = string.Empty;
        var strategies = ExploreStrategies.None;
        foreach (var word in text.Split(','))
        {
            var index = All.IndexOf(word.Trim());
            if (index < 0)
            {
                var nearest = NearestWord.To(word.Trim(), All) is { } near ? $"did you mean '{near}'? Use" : "use";
                var words = $"{string.Join(", ", All[..^1])} or {All[^1]}";
                error = $"'{word.Trim()}' is no way to explore; {nearest} {words}, with commas between several.";
                return null;
            }

            strategies |= Enum.GetValues<ExploreStrategies>().First(s => Word(s) == All[index]);
        }

        return strategies;
    }

    /// <summary>The words of what is set.</summary>
    public static IEnumerable<string> Of(ExploreStrategies strategies) => strategies == ExploreStrategies.All
        ? [Word(ExploreStrategies.All)]
        : Enum.GetValues<ExploreStrategies>().Where(s => s != ExploreStrategies.None && strategies.HasFlag(s)).Select(Word);

    private static string Word(ExploreStrategies strategy) => strategy.ToString().ToLowerInvariant();
}
