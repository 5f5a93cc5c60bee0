using System.Collections.Frozen;

namespace Verifier.Kernel;

/// <summary>All DDIs, in the order of their names.</summary>
public static class DdiCatalogue
{
    private static readonly FrozenDictionary<string, Ddi> ByName = Ddis.All.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    // Few runs ask for it, and every start would pay for it.
    private static readonly Lazy<FrozenDictionary<string, Ddi>> Exported =
        new(() => DdiExports.All.ToFrozenDictionary(e => e.Name, e => e.Routine, StringComparer.Ordinal));

    /// <summary>Every DDI.</summary>
    public static IReadOnlyList<Ddi> All => Ddis.All;

    /// <summary>Every name by which a driver's source calls one: the DDIs' own and those of macros.</summary>
    public static IEnumerable<string> Names => All.Select(d => d.Name).Concat(DdiMacros.Exports.Keys);

    /// <summary>Finds a DDI by its exact name; null when there is none.</summary>
    public static Ddi? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Finds the routine that an image exports under a name, its own or an alias; null when there is none.</summary>
    internal static Ddi? FindExported(string name) => Exported.Value.GetValueOrDefault(name);

    /// <summary>Finds what really runs when a driver's source calls a name: the DDI itself, or the export that a macro calls; null when there is none.</summary>
    public static Ddi? FindExport(string name)
    {
        var ddi = Find(DdiMacros.Exports.GetValueOrDefault(name, name));
        return ddi?.ExpandsTo is { } export ? Find(export) : ddi;
    }
}
