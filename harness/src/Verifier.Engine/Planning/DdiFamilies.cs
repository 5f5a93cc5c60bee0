using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>The words by which a script names families of DDIs, over the catalogue's own classification.</summary>
public static class DdiFamilies
{
    /// <summary>The word for all families together.</summary>
    public const string Everything = "all";

    private static readonly (string Word, DdiFamily Family)[] Words =
    [
        ("pool", DdiFamily.Pool),
        ("mdl", DdiFamily.Mdl),
        ("map", DdiFamily.Map),
        ("page", DdiFamily.Page),
        ("irp", DdiFamily.Irp),
        ("work-item", DdiFamily.WorkItem),
        ("dma", DdiFamily.Dma),
        ("string", DdiFamily.String),
        ("object", DdiFamily.Object),
        ("lookaside", DdiFamily.Lookaside),
        ("wait", DdiFamily.Wait),
    ];

    /// <summary>All words.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Words.Select(w => w.Word), Everything];

    /// <summary>The word for a family; empty for <see cref="DdiFamily.None"/>.</summary>
    public static string NameOf(DdiFamily family) => Words.FirstOrDefault(w => w.Family == family).Word ?? string.Empty;

    /// <summary>The DDIs of a family that can fail for lack of resources.</summary>
    public static IEnumerable<Ddi> Members(string word)
    {
        var fallible = DdiCatalogue.All.Where(d => d.CanFail);
        return word == Everything ? fallible : fallible.Where(d => NameOf(d.Family) == word);
    }
}
