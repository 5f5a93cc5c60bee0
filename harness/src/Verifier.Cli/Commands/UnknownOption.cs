using System.CommandLine;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands;

/// <summary>What to say about an option that a verb does not have.</summary>
internal static class UnknownOption
{
    /// <summary>The sentence, with the nearest option that there is.</summary>
    public static string Message(string option, Command? verb)
    {
        var known = verb is null ? [] : verb.Options.Concat(verb.Parents.OfType<Command>().SelectMany(parent => parent.Options));
        return NearestWord.To(option, known.Select(o => o.Name)) is { } nearest
            ? $"There is no option '{option}'; did you mean '{nearest}'?"
            : $"There is no option '{option}'.";
    }
}
