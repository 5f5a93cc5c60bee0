using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Text;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands.Explain;

/// <summary>
/// <c>explain WORD [PARAMETER…]</c>: what a word means that this program prints or that a crash dump shows. Each page is one meaning.
/// </summary>
internal static class ExplainCommand
{
    private const int AllParameters = 4;

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var word = new Argument<string>("CODE")
        {
            HelpName = "CODE",
            Description = "A bug check or NTSTATUS by number (0xC4, C4, 196, -1073741670) or name, a code of a script's mistake (VS1101), a kind of finding (leak), or a DDI",
        };
        word.CompletionSources.Add(_ => Names());
        var parameters = new Argument<string[]>("PARAMETER")
        {
            Description = "Of a bug check: its sub-code alone, or the parameters from the first on, as far as they are known",
            Arity = new ArgumentArity(0, AllParameters),
        };
        var verb = new Verb("explain", "Explains a bug check, an NTSTATUS, a code of a script's mistake, a kind of finding or a DDI")
        {
            Examples =
            [
                "explain 0xC4 0x62", "explain 0xD1 0x8 0x2 0x0 0x500000001000", "explain STATUS_INSUFFICIENT_RESOURCES", "explain VS1101", "explain state-lost",
                "explain IoAllocateMdl",
            ],
        };
        verb.Add(word);
        verb.Add(parameters);
        shared.SetAction(verb, (parsed, invocation) =>
            Explain(invocation, parsed.GetRequiredValue(word), parsed.GetValue(parameters) ?? []));
        return verb;
    }

    private static ExitCode Explain(Invocation invocation, string word, string[] parameterTexts)
    {
        var pages = PagesOf(word, [.. parameterTexts.Select(Number)]);
        if (pages.IsEmpty)
        {
            throw CliException.Usage(Unknown(word));
        }

        if (parameterTexts.Length > 0 && !pages.Any(page => page is BugCheckPage))
        {
            throw CliException.Usage($"{Printable.Line(word)} is no bug check; only they have parameters");
        }

        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => WriteJson(json, pages));
            return ExitCode.Ok;
        }

        for (var i = 0; i < pages.Length; i++)
        {
            invocation.Out.Write(i == 0 ? string.Empty : "\n");
            pages[i].WriteTo(invocation.Out);
        }

        return ExitCode.Ok;
    }

    // A number may be a bug check and a status at once, and another one when it is read as a decimal.
    private static ImmutableArray<IExplanation> PagesOf(string word, ImmutableArray<ulong> parameters)
    {
        var pages = ImmutableArray.CreateBuilder<IExplanation?>();
        foreach (var code in CodeNumbers.Of(word))
        {
            pages.Add(BugCheckPage.Of(code, parameters));
            pages.Add(StatusPage.Of(code));
        }

        pages.Add(BugCheckPage.Named(word, parameters));
        pages.Add(StatusPage.Named(word));
        pages.Add(DiagnosticPage.Of(word));
        pages.Add(FindingKindPage.Of(word));
        pages.Add(DdiPage.Of(word));
        return [.. pages.OfType<IExplanation>()];
    }

    private static ulong Number(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw CliException.Usage($"'{Printable.Line(text)}' is no parameter of a bug check; write it in hexadecimal, as 0x62");
    }

    private static string Unknown(string word)
    {
        var nearest = NearestWord.To(word, Names());
        return $"'{Printable.Line(word)}' is neither a known bug check nor an NTSTATUS, a code such as VS1101, a kind of finding or a DDI"
            + (nearest is null ? "; write a number as 0xC4, or a name" : $"; did you mean '{nearest}'?");
    }

    private static IEnumerable<string> Names() =>
        [.. BugCheckPage.Names, .. StatusPage.Names, .. DiagnosticPage.Names, .. FindingKindPage.Names, .. DdiPage.Names];

    private static void WriteJson(Utf8JsonWriter json, ImmutableArray<IExplanation> pages)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-explain/1");

        // Of two readings of a number the first has the property.
        foreach (var page in pages.DistinctBy(page => page.Property))
        {
            json.WriteStartObject(page.Property);
            page.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
