using System.Collections.Immutable;
using System.Text.Json;
using Verifier.Kernel;

namespace Verifier.Cli.Commands.Explain;

/// <summary>A bug check: what it says, and what its parameters are.</summary>
internal sealed class BugCheckPage(BugCheckExplanation explanation) : IExplanation
{
    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => BugCheckCatalogue.All.Select(row => row.Code.ToString());

    /// <inheritdoc/>
    public string Property => "bugCheck";

    /// <summary>The page of a number; null when no known bug check has it.</summary>
    public static BugCheckPage? Of(uint number, ImmutableArray<ulong> parameters) =>
        BugCheckCatalogue.Find((BugCheckCode)number) is { } row ? new BugCheckPage(BugCheckCatalogue.Explain(row.Code, parameters)) : null;

    /// <summary>The page of a name in any case; null when there is none.</summary>
    public static BugCheckPage? Named(string name, ImmutableArray<ulong> parameters) =>
        BugCheckCatalogue.All.FirstOrDefault(row => row.Code.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) is { } row
            ? new BugCheckPage(BugCheckCatalogue.Explain(row.Code, parameters)) : null;

    /// <inheritdoc/>
    public void WriteTo(TextWriter output) => output.Write(explanation.ToString());

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("code", $"0x{(uint)explanation.Code:X}");
        json.WriteString("name", explanation.Name);
        json.WriteString("explanation", explanation.Explanation);
        json.WriteString("subCode", explanation.SubCode is { } subCode ? $"0x{subCode:X}" : null);
        json.WriteString("subCodeMeaning", explanation.SubCodeMeaning);
        json.WriteStartArray("parameters");
        foreach (var parameter in explanation.Parameters)
        {
            json.WriteStartObject();
            json.WriteNumber("number", parameter.Number);
            json.WriteString("label", parameter.Label);
            json.WriteString("text", parameter.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("hints");
        foreach (var hint in explanation.Hints)
        {
            json.WriteStringValue(hint);
        }

        json.WriteEndArray();
    }
}
