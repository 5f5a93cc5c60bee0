using System.CommandLine;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands;

/// <summary>What to say about a word of the command line that means nothing.</summary>
internal static class UnknownWord
{
    /// <summary>The sentence, with the nearest option or verb that there is.</summary>
    public static string Message(string word, Command? verb)
    {
        var (kind, known) = word.StartsWith('-') ? ("option", Options(verb)) : ("verb", verb?.Subcommands.Select(sub => sub.Name) ?? []);
        if (kind == "verb" && !known.Any())
        {
            return $"'{word}' is one argument too many.";
        }

        return NearestWord.To(word, known) is { } nearest
            ? $"There is no {kind} '{word}'; did you mean '{nearest}'?"
            : $"There is no {kind} '{word}'.";
    }

    private static IEnumerable<string> Options(Command? verb) => verb is null
        ? []
        : verb.Options.Concat(verb.Parents.OfType<Command>().SelectMany(parent => parent.Options)).Select(option => option.Name);
}
