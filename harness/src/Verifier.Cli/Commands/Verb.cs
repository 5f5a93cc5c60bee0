using System.Collections.Immutable;
using System.CommandLine;

namespace Verifier.Cli.Commands;

/// <summary>A verb, or one of its parts, with examples for its help.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="description">What it does: one sentence.</param>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>The examples, one a line, without the program's name.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The words that call a verb or a part of one, behind the program's name.</summary>
    public static IEnumerable<string> WordsOf(Command command) => command is RootCommand
        ? [] : command.Parents.OfType<Command>().SelectMany(WordsOf).Append(command.Name);
}
