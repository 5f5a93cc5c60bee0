using System.Collections.Immutable;
using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands;

/// <summary><c>list ddis [PATTERN]</c>: the routines that drivers can call, by the names in their source and by those of the exports.</summary>
internal static class DdiListing
{
    /// <summary>Builds the part.</summary>
    public static Verb Create(SharedOptions shared)
    {
        var pattern = new Argument<string?>("PATTERN")
        {
            Description = "Only names that match, such as 'IoAllocate*', or that have this in them, such as pool; all unless given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var family = new Option<string?>("--family") { Description = $"Only the DDIs of a family: {string.Join(", ", DdiFamilies.Names)}", HelpName = "WORD" };
        family.CompletionSources.Add([.. DdiFamilies.Names]);
        var part = new Verb("ddis", "The kernel routines that drivers can call")
        {
            Examples = ["list ddis", "list ddis 'IoAllocate*'", "list ddis lookaside --family pool", "list ddis --format json"],
        };
        part.Add(pattern);
        part.Add(family);
        shared.SetAction(part, (parsed, invocation) => List(invocation, parsed.GetValue(pattern), parsed.GetValue(family)));
        return part;
    }

    /// <summary>The failure of a DDI in words; empty when lack of resources cannot make it fail.</summary>
    public static string Failure(Ddi ddi) => string.Join(
        ", ", new[] { FirstShape(ddi) }.Concat(ddi.Failure.Alternatives.Where(s => s != FailureShape.Short).Select(s => ShapeWords.Of(s))));

    private static ExitCode List(Invocation invocation, string? pattern, string? family)
    {
        if (family is not null && !DdiFamilies.Names.Contains(family))
        {
            var nearest = NearestWord.To(family, DdiFamilies.Names) is { } near ? $"did you mean '{near}'? There are" : "there are";
            throw CliException.Usage($"'{Printable.Line(family)}' is no family of DDIs; {nearest} {string.Join(", ", DdiFamilies.Names)}");
        }

        var rows = Rows().Where(row => IsWanted(row, pattern, family)).OrderBy(row => row.Name, StringComparer.Ordinal).ToImmutableArray();
        if (rows.IsEmpty)
        {
            throw new CliException(ExitCode.NothingSelected, $"no DDI {Wanted(pattern, family)}; 'list ddis' shows all");
        }

        var listing = new Listing("ddis", "name", "irql", "family", "failure", "givesBack", "since", "lowResourcesSince", "modelled", "+module", "+parameters", "+shapes");
        foreach (var (name, ddi) in rows)
        {
            listing.Add(
                name, ddi.Irql.ToString(), DdiFamilies.NameOf(ddi.Family), Failure(ddi), ddi.GivesBack is { } rule ? $"when {rule.When}" : string.Empty,
                ddi.Since.ToString(), ddi.LowResourcesSince?.ToString() ?? string.Empty, Modelled(name, ddi),
                ddi.Module, ParametersOf(ddi), ShapesOf(ddi));
        }

        return listing.WriteTo(invocation);
    }

    // A macro has the rules of the export that it calls.
    private static IEnumerable<(string Name, Ddi Ddi)> Rows() =>
        DdiCatalogue.All.Select(ddi => (ddi.Name, ddi)).Concat(DdiMacros.Exports.Keys.Select(name => (name, DdiCatalogue.FindExport(name)!)));

    private static bool IsWanted((string Name, Ddi Ddi) row, string? pattern, string? family) =>
        (family is null || (family == DdiFamilies.Everything ? row.Ddi.CanFail : DdiFamilies.NameOf(row.Ddi.Family) == family))
        && (pattern is null || (new Scenarios.Model.Glob(pattern) is { HasWildcards: true } glob
            ? glob.Matches(row.Name)
            : row.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase)));

    private static string Wanted(string? pattern, string? family) => (pattern, family) switch
    {
        (null, _) => $"is of the family {family}",
        (_, null) => $"matches '{Printable.Line(pattern)}'",
        _ => $"of the family {family} matches '{Printable.Line(pattern)}'",
    };

    // As a declaration has them: name, kind, bytes.
    private static string[] ParametersOf(Ddi ddi) => [.. ddi.Parameters.Select(p => $"{p.Name} {p.Kind} {p.Width}")];

    private static string[] ShapesOf(Ddi ddi) => ddi.CanFail ? [.. ddi.Failure.Alternatives.Prepend(ddi.Failure.Shape).Select(s => s.ToString())] : [];

    private static string Modelled(string name, Ddi ddi) =>
        name != ddi.Name ? $"as {ddi.Name}"
        : ddi.ExpandsTo is { } export ? $"as {export}"
        : ddi.IsInert ? $"inert: {ddi.Modelled}"
        : ddi.Modelled;

    // Half of the pages is what scripts may ask for; exploration tries the ends.
    private static string FirstShape(Ddi ddi) => ddi.Failure.Shape switch
    {
        FailureShape.CannotFail => string.Empty,
        FailureShape.Null => "NULL",
        FailureShape.Raise => $"raises {ddi.Failure.Status}",
        FailureShape.Status => ddi.Failure.Status.ToString(),
        FailureShape.Short => "fewer pages",
        FailureShape.Stop => "stops the machine",
        _ => "STATUS_ALERTED",
    };
}
