using System.CommandLine;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Options;

/// <summary>The message about a word of the command line that has no meaning.</summary>
internal static class UnknownWord
{
    /// <summary>The sentence, with the nearest option or verb that there is.</summary>
    public static string Message(string word, Command? verb)
    {
        if (word.StartsWith('-'))
        {
            return Missing($"There is no option '{word}'", word, Options(verb));
        }

        var parts = verb?.Subcommands.Select(sub => sub.Name).ToList() ?? [];
        return parts.Count == 0 ? $"'{word}' is one argument too many."
            : verb is RootCommand ? Missing($"There is no verb '{word}'", word, parts)
            : $"{Missing($"'{verb!.Name}' has no part '{word}'", word, parts)} It has: {string.Join(", ", parts)}.";
    }

    private static string Missing(string sentence, string word, IEnumerable<string> known) =>
        NearestWord.To(word, known) is { } nearest ? $"{sentence}; did you mean '{nearest}'?" : $"{sentence}.";

    private static IEnumerable<string> Options(Command? verb) => verb is null
        ? []
        : verb.Options.Concat(verb.Parents.OfType<Command>().SelectMany(parent => parent.Options)).Select(option => option.Name);
}
