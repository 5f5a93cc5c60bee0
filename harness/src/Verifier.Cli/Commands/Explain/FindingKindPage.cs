using System.Text.Json;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Commands.Explain;

/// <summary>A kind of finding.</summary>
internal sealed class FindingKindPage(FindingKind kind) : IExplanation
{
    /// <summary>All kinds, as scripts and results spell them.</summary>
    public static IEnumerable<string> Names => Enum.GetValues<FindingKind>().Select(FindingWords.Of);

    /// <inheritdoc/>
    public string Property => "findingKind";

    private string Word => FindingWords.Of(kind);

    /// <summary>The page of a word in any case; null when it is no kind of finding.</summary>
    public static FindingKindPage? Of(string text)
    {
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            if (FindingWords.Of(kind).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return new FindingKindPage(kind);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine($"{Word}, a kind of finding");
        output.WriteLine(KindText.Of(kind));
        output.WriteLine($"A script that wants it says so under expect: - {{ driver: NAME, finding: {Word} }}");
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("kind", Word);
        json.WriteString("meaning", KindText.Of(kind));
    }
}
