using System.CommandLine;
using System.Text.Json;
using Verifier.Cli.Output;

namespace Verifier.Cli.Commands;

/// <summary><c>help</c>: the verbs; <c>help exit-codes</c>: what the exit codes mean.</summary>
internal static class HelpCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared, Action<TextWriter> writeHelp)
    {
        var verb = new Verb("help", "Explains this program") { Examples = ["help exit-codes"] };
        shared.SetAction(verb, (_, invocation) =>
        {
            writeHelp(invocation.Out);
            return ExitCode.Ok;
        });
        var exitCodes = new Verb("exit-codes", "What the exit codes mean");
        shared.SetAction(exitCodes, (_, invocation) => ShowExitCodes(invocation));
        verb.Add(exitCodes);
        return verb;
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
