using System.Text.Json;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Cli.Commands.Explain;

/// <summary>A DDI, by its own name or that of a macro which calls it.</summary>
internal sealed class DdiPage(string name, Ddi ddi) : IExplanation
{
    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => DdiCatalogue.Names;

    /// <inheritdoc/>
    public string Property => "ddi";

    /// <summary>The page of a name in any case; null when there is none.</summary>
    public static DdiPage? Of(string text)
    {
        var name = Names.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is not null && (DdiCatalogue.Find(name) ?? DdiCatalogue.FindExport(name)) is { } ddi ? new DdiPage(name, ddi) : null;
    }

    /// <inheritdoc/>
    public void WriteTo(TextWriter output)
    {
        var export = DdiCatalogue.FindExport(name)!;
        output.WriteLine(export.Name == name ? $"{name}, a DDI of {ddi.Module}" : $"{name}, a macro that calls {export.Name} of {export.Module}");
        foreach (var (label, text) in Facts(export))
        {
            output.WriteLine($"  {label,-20} {text}");
        }
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        var export = DdiCatalogue.FindExport(name)!;
        json.WriteString("name", name);
        json.WriteString("export", export.Name);
        json.WriteString("module", export.Module);
        json.WriteStartObject("facts");
        foreach (var (label, text) in Facts(export))
        {
            json.WriteString(label, text);
        }

        json.WriteEndObject();
    }

    private IEnumerable<(string Label, string Text)> Facts(Ddi export)
    {
        var failure = DdiListing.Failure(export);
        yield return ("IRQL", ddi.Irql.ToString());
        yield return ("since", ddi.Since.ToString());
        yield return ("without resources", failure.Length == 0 ? "cannot fail for lack of resources" : $"fails: {failure}");
        if (DdiFamilies.NameOf(export.Family) is { Length: > 0 } family)
        {
            yield return ("family", $"{family}, for fail: in a script");
        }

        if (export.GivesBack is { } rule)
        {
            yield return ("gives back", $"when {rule.When}; then it is never made to fail");
        }

        if (export.LowResourcesSince is { } version)
        {
            yield return ("Driver Verifier", $"fails it in low resources simulation since {version}");
        }

        if (ddi.Successor is { } successor)
        {
            yield return ("call instead", $"{successor.Name}, since {successor.Since}");
        }

        yield return ("modelled", export.Modelled);
    }
}
