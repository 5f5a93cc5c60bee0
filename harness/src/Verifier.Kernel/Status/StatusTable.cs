using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

// The names and sentences of ntstatus.tsv, the table that also gives NTSTATUS its constants. Kept out of NTSTATUS so that touching a
// constant never reads the table.
internal static class StatusTable
{
    /// <summary>Every status with a public name, ascending by value; the name that is shown first, where a value has two.</summary>
    internal static readonly ImmutableArray<StatusRow> All = [.. EmbeddedTable.Rows("ntstatus.tsv").Select(Read)];

    /// <summary>The rows with a sentence.</summary>
    internal static readonly ImmutableArray<StatusDescription> Known =
        [.. from row in All where row.Meaning is not null select new StatusDescription(row.Status, row.Name, row.Meaning!)];

    private static readonly Dictionary<uint, StatusRow> ByValue = All.DistinctBy(row => row.Status.Value).ToDictionary(row => row.Status.Value);

    private static readonly Dictionary<string, StatusRow> ByName = All.ToDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The row of a value; null where there is none.</summary>
    internal static StatusRow? Find(uint value) => ByValue.TryGetValue(value, out var row) ? row : null;

    /// <summary>The row of a name in any case; null where there is none.</summary>
    internal static StatusRow? Find(string name) => ByName.TryGetValue(name, out var row) ? row : null;

    private static StatusRow Read(string[] cells) => new(
        new NTSTATUS(uint.Parse(cells[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)), cells[1], cells.ElementAtOrDefault(2));
}
