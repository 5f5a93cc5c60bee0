using System.Text.RegularExpressions;
using Verifier.Cli;
using Verifier.Cli.Host;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>Commands of this program in other texts: verbs and options must be those of the command line.</summary>
internal static partial class CommandLint
{
    /// <summary>Every command in a text, without what the shell does with it.</summary>
    public static IReadOnlyList<string[]> CommandsIn(string text) =>
        [.. Commands().Matches(text).Select(m => m.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>What is wrong with the commands in a text; that there is none is wrong too.</summary>
    public static IEnumerable<string> Find(string text)
    {
        using var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, WorkingFolder = ".", Interruption = new Interruption() };
        var root = new CommandLine(host).Root;
        var commands = CommandsIn(text);
        return commands.Count == 0
            ? ["there is no command of this program in it"]
            : commands.SelectMany(arguments => root.Parse(arguments).Errors.Select(error => $"{string.Join(' ', arguments)}: {error.Message}"));
    }

    // Up to what belongs to the shell, or ends a quotation.
    [GeneratedRegex(@"(?:Verifier\.Cli --|run\.ps1|dotnet verifier)(?<arguments>(?: [\w./*:-]+)*)")]
    private static partial Regex Commands();
}
