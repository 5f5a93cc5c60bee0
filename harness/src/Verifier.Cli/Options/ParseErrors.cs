using System.CommandLine;

namespace Verifier.Cli.Options;

/// <summary>The errors of a command line, one a line.</summary>
internal static class ParseErrors
{
    /// <summary>The errors.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unmatched = parsed.UnmatchedTokens.Select(token => UnknownWord.Message(token, command));
        var others = parsed.Errors.Select(error => error.Message).Where(message => !parsed.UnmatchedTokens.Any(message.Contains));
        var errors = command.Subcommands.Count == 0 ? unmatched.Concat(others) : OfParts(command, unmatched, others);

        // The library lists allowed words one a line, behind a tab.
        return errors.Distinct().Select(error => error.ReplaceLineEndings(" ").Replace("\t", string.Empty, StringComparison.Ordinal));
    }

    // What follows a part that does not exist cannot be judged.
    private static IEnumerable<string> OfParts(Command command, IEnumerable<string> unmatched, IEnumerable<string> others)
    {
        var first = unmatched.Take(1);
        return first.Any() ? first
            : command.Action is not null ? others
            : [$"'{command.Name}' needs one of: {string.Join(", ", command.Subcommands.Select(part => part.Name))}"];
    }
}
