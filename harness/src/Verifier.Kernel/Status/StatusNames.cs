using System.Collections.Frozen;
using System.Globalization;

namespace Verifier.Kernel;

// The public name of every NTSTATUS, from ntstatus-names.tsv: for values that StatusTable has no sentence on, and that no driver model needs a
// constant for. Kept out of NTSTATUS so that touching a status constant never reads the table.
internal static class StatusNames
{
    private const string Resource = "ntstatus-names.tsv";
    private const int ValueDigits = 8;

    /// <summary>Every name and its value, ascending by value; the name that is shown first, where a value has two.</summary>
    internal static readonly IReadOnlyList<(uint Value, string Name)> All = Read();

    // Where two names share a value the first row wins. Rows are in the order of the header, which lists the general name before the name of
    // one element: STATUS_SUCCESS before STATUS_WAIT_0.
    private static readonly FrozenDictionary<uint, string> ByValue = All.DistinctBy(row => row.Value).ToFrozenDictionary(row => row.Value, row => row.Name);

    private static readonly FrozenDictionary<string, uint> ByName = All.ToFrozenDictionary(row => row.Name, row => row.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a value; null where there is none.</summary>
    internal static string? Find(uint value) => ByValue.GetValueOrDefault(value);

    /// <summary>The value of a name in any case; null where there is none.</summary>
    internal static uint? Find(string name) => ByName.TryGetValue(name, out var value) ? value : null;

    private static List<(uint Value, string Name)> Read()
    {
        using var reader = new StreamReader(typeof(StatusNames).Assembly.GetManifestResourceStream(Resource)!);
        var rows = new List<(uint, string)>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                rows.Add((uint.Parse(line.AsSpan(0, ValueDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), line[(ValueDigits + 1)..]));
            }
        }

        return rows;
    }
}
