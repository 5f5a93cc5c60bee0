using System.CommandLine;
using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Text;

namespace Verifier.Cli.Commands;

/// <summary><c>help</c>: the verbs; <c>help VERB</c>: what <c>VERB --help</c> prints; <c>help exit-codes</c>: what the exit codes mean.</summary>
internal static class HelpCommand
{
    /// <summary>Builds the verb.</summary>
    /// <param name="shared">The options that all verbs have.</param>
    /// <param name="root">All verbs.</param>
    /// <param name="writeHelp">Writes the help of a verb, given as the words that call it.</param>
    public static Command Create(SharedOptions shared, RootCommand root, Action<TextWriter, IReadOnlyList<string>> writeHelp)
    {
        var words = new Argument<string[]>("VERB")
        {
            Description = "The verb to explain, such as run, or a part of one, such as list ddis; this program itself when none is named",
            Arity = ArgumentArity.ZeroOrMore,
        };
        words.CompletionSources.Add(_ => root.Subcommands.Select(verb => verb.Name));
        var verb = new Verb("help", "Explains this program, or one of its verbs") { Examples = ["help run", "help list ddis", "help exit-codes"] };
        verb.Add(words);
        shared.SetAction(verb, (parsed, invocation) =>
        {
            var named = parsed.GetValue(words) ?? [];
            CheckVerb(root, named);
            writeHelp(invocation.Out, named);
            return ExitCode.Ok;
        });
        var exitCodes = new Verb("exit-codes", "What the exit codes mean");
        shared.SetAction(exitCodes, (_, invocation) => ShowExitCodes(invocation));
        verb.Add(exitCodes);
        return verb;
    }

    private static void CheckVerb(Command verb, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            verb = verb.Subcommands.FirstOrDefault(sub => sub.Name == word) ?? throw CliException.Usage(UnknownWord.Message(word, verb));
        }
    }

    private static ExitCode ShowExitCodes(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, WriteJson);
            return ExitCode.Ok;
        }

        var table = new TextTable(">code", "meaning");
        foreach (var (code, meaning) in ExitCodes.Table)
        {
            table.Add((int)code, meaning);
        }

        table.WriteTo(invocation.Out);
        invocation.Out.WriteLine(ExitCodes.Order);
        return ExitCode.Ok;
    }

    private static void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-exit-codes/1");
        json.WriteStartArray("exitCodes");
        foreach (var (code, meaning) in ExitCodes.Table)
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)code);
            json.WriteString("meaning", meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
