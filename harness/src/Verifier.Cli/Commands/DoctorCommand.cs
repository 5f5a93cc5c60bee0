using System.CommandLine;
using System.Text.Json;
using Verifier.Cli.Doctor;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Text;

namespace Verifier.Cli.Commands;

/// <summary><c>doctor</c>: what this machine can and cannot do.</summary>
internal static class DoctorCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var verb = new Verb("doctor", "Says what this machine can and cannot do") { Examples = ["doctor", "doctor --format json"] };
        shared.SetAction(verb, (_, invocation) => Examine(invocation));
        return verb;
    }

    private static ExitCode Examine(Invocation invocation)
    {
        var checks = Checkup.Of(invocation);
        var code = CodeOf(checks);
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => WriteJson(json, checks));
            return code;
        }

        if (invocation.IsQuiet && code == ExitCode.Ok)
        {
            return code;
        }

        var table = new TextTable("state", "what", "found");
        foreach (var check in checks.Where(check => !invocation.IsQuiet || check.State is CheckState.Missing or CheckState.Failed))
        {
            table.Add(new Cell(WordOf(check.State), ColourOf(check.State)), check.What, check.Found);
        }

        table.WriteTo(invocation.Out, invocation.OutHasColours);
        invocation.Out.WriteLine(code switch
        {
            ExitCode.Ok => "Everything that this version needs is there.",
            ExitCode.Untrusted => CanaryReport.Distrust,
            _ => "Something that this version needs is missing.",
        });
        return code;
    }

    private static ExitCode CodeOf(IReadOnlyList<Check> checks)
    {
        if (checks.Any(check => check.State == CheckState.Failed))
        {
            return ExitCode.Untrusted;
        }

        return checks.Any(check => check.State == CheckState.Missing) ? ExitCode.Usage : ExitCode.Ok;
    }

    private static string WordOf(CheckState state) => state switch
    {
        CheckState.Good => "ok",
        CheckState.Missing => "missing",
        CheckState.Failed => "failed",
        _ => "info",
    };

    private static Colour ColourOf(CheckState state) => state switch
    {
        CheckState.Good => Colour.Green,
        CheckState.Missing or CheckState.Failed => Colour.Red,
        _ => Colour.None,
    };

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Check> checks)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-doctor/1");
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("state", WordOf(check.State));
            json.WriteString("what", check.What);
            json.WriteString("found", check.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
