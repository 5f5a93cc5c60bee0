using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Verifier.Cli.Output;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands;

/// <summary><c>explain CODE [PARAMETER…]</c>: what a bug check or a status means.</summary>
internal static class ExplainCommand
{
    private const int AllParameters = 4;

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var code = new Argument<string>("CODE") { HelpName = "CODE", Description = "A bug check or NTSTATUS, as a number (0xC4) or by name" };
        code.CompletionSources.Add(_ => Names());
        var parameters = new Argument<string[]>("PARAMETER")
        {
            Description = "Of a bug check: its sub-code, or all four parameters",
            Arity = new ArgumentArity(0, AllParameters),
        };
        var verb = new Verb("explain", "Explains a bug check or an NTSTATUS")
        {
            Examples = ["explain 0xC4 0x62", "explain 0xD1 0x8 0x2 0x0 0x500000001000", "explain STATUS_INSUFFICIENT_RESOURCES"],
        };
        verb.Add(code);
        verb.Add(parameters);
        shared.SetAction(verb, (parsed, invocation) =>
            Explain(invocation, parsed.GetRequiredValue(code), parsed.GetValue(parameters) ?? []));
        return verb;
    }

    private static ExitCode Explain(Invocation invocation, string code, string[] parameterTexts)
    {
        var parameters = parameterTexts.Select(Number).ToImmutableArray();
        var bugCheck = BugCheckCatalogue.TryParseCode(code, out var stop) ? ExplainStop(stop, parameters) : null;
        var status = StatusOf(code);
        if (bugCheck is null && status is null)
        {
            throw CliException.Usage(Unknown(code));
        }

        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => WriteJson(json, bugCheck, status));
            return ExitCode.Ok;
        }

        invocation.Out.Write(bugCheck?.ToString());
        if (status is not null)
        {
            invocation.Out.WriteLine(bugCheck is null ? $"{Title(status)}" : $"\nAs an NTSTATUS it is {Title(status)}");
            invocation.Out.WriteLine(status.Meaning);
        }

        return ExitCode.Ok;
    }

    private static BugCheckExplanation ExplainStop(BugCheckCode code, ImmutableArray<ulong> parameters) => parameters.Length switch
    {
        0 => BugCheckCatalogue.Explain(code),
        1 => BugCheckCatalogue.Explain(code, parameters[0]),
        AllParameters => BugCheckCatalogue.Explain(new BugCheck(code, parameters[0], parameters[1], parameters[2], parameters[3])),
        _ => throw CliException.Usage("give a bug check's sub-code alone or all four of its parameters"),
    };

    // Only a code that is known: any number at all could be called a status.
    private static StatusDescription? StatusOf(string text)
    {
        var spelled = text.Length > 0 && char.IsAsciiHexDigit(text[0]) && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _) ? $"0x{text}" : text;
        if (!NTSTATUS.TryParse(spelled, out var status))
        {
            return null;
        }

        var named = KernelNames.Instance.Statuses.FirstOrDefault(n => n.Key.Equals(text, StringComparison.OrdinalIgnoreCase)).Key ?? status.Name;
        return NTSTATUS.Known.FirstOrDefault(k => k.Name == named)
            ?? (KernelNames.Instance.Statuses.ContainsKey(named) ? new StatusDescription(status, named, SeverityOf(status)) : null);
    }

    private static string SeverityOf(NTSTATUS status) => status switch
    {
        { IsError: true } => "An error: NT_SUCCESS is false. There is no sentence on this code here.",
        { IsWarning: true } => "A warning: NT_SUCCESS is false. There is no sentence on this code here.",
        _ => "A success: NT_SUCCESS is true. There is no sentence on this code here.",
    };

    private static ulong Number(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw CliException.Usage($"'{Printable.Line(text)}' is no parameter of a bug check; write it in hexadecimal, as 0x62");
    }

    private static string Unknown(string code)
    {
        var nearest = NearestWord.To(code, Names());
        return $"'{Printable.Line(code)}' is neither a bug check nor an NTSTATUS with a public name"
            + (nearest is null ? "; write a number as 0xC4, or a name" : $"; did you mean '{nearest}'?");
    }

    private static IEnumerable<string> Names() =>
        BugCheckCatalogue.All.Select(row => row.Code.ToString()).Concat(KernelNames.Instance.Statuses.Keys);

    private static string Title(StatusDescription status) => $"{status.Name} (0x{status.Status.Value:X8})";

    private static void WriteJson(Utf8JsonWriter json, BugCheckExplanation? bugCheck, StatusDescription? status)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-explain/1");
        if (bugCheck is not null)
        {
            WriteJson(json, bugCheck);
        }

        if (status is not null)
        {
            json.WriteStartObject("status");
            json.WriteString("value", $"0x{status.Status.Value:X8}");
            json.WriteString("name", status.Name);
            json.WriteString("meaning", status.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, BugCheckExplanation bugCheck)
    {
        json.WriteStartObject("bugCheck");
        json.WriteString("code", $"0x{(uint)bugCheck.Code:X}");
        json.WriteString("name", bugCheck.Name);
        json.WriteString("explanation", bugCheck.Explanation);
        json.WriteString("subCode", bugCheck.SubCode is { } subCode ? $"0x{subCode:X}" : null);
        json.WriteString("subCodeMeaning", bugCheck.SubCodeMeaning);
        json.WriteStartArray("parameters");
        foreach (var parameter in bugCheck.Parameters)
        {
            json.WriteStartObject();
            json.WriteNumber("number", parameter.Number);
            json.WriteString("label", parameter.Label);
            json.WriteString("text", parameter.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("hints");
        foreach (var hint in bugCheck.Hints)
        {
            json.WriteStringValue(hint);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
