using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

// The rows of bugchecks.tsv, which says at its head what its cells are. Verifier.Generators makes BugCheckCode and Stops of the same rows.
internal static class BugCheckTable
{
    private const int Parameters = 4;

    // The cells before the parameters.
    private const int Start = 4;

    private const string Tells = "*";

    public static ImmutableArray<BugCheckDescription> Read()
    {
        var labels = new Dictionary<string, ParameterLabel>(StringComparer.Ordinal);
        var codes = ImmutableArray.CreateBuilder<BugCheckDescription>();
        var subCodes = ImmutableArray.CreateBuilder<BugCheckSubCode>();
        string[]? code = null;
        foreach (var row in EmbeddedTable.Rows("bugchecks.tsv"))
        {
            if (row[0] == code?[0])
            {
                subCodes.Add(SubCode(row, labels));
                continue;
            }

            AddCode();
            code = row;
        }

        AddCode();
        return codes.ToImmutable();

        void AddCode()
        {
            if (code is not null)
            {
                codes.Add(Code(code, subCodes.ToImmutable(), labels));
                subCodes.Clear();
            }
        }
    }

    private static BugCheckDescription Code(
        string[] cells, ImmutableArray<BugCheckSubCode> subCodes, Dictionary<string, ParameterLabel> labels)
    {
        var telling = Array.FindIndex(cells, Start, cell => cell.StartsWith(Tells, StringComparison.Ordinal));
        var parameters = Enumerable.Range(0, Parameters).Select(index => Label(cells, index, labels));
        return new BugCheckDescription((BugCheckCode)Number(cells[0]), cells[3], [.. parameters])
        {
            SubCodeParameter = telling < 0 ? 0 : telling - Start + 1,
            SubCodes = subCodes,
        };
    }

    private static BugCheckSubCode SubCode(string[] cells, Dictionary<string, ParameterLabel> labels)
    {
        var bounds = cells[1].Split('-');
        var telling = Array.IndexOf(cells, Tells, Start) - Start;
        var others = Enumerable.Range(0, Parameters).Where(index => index != telling).Select(index => Label(cells, index, labels)).ToArray();
        return new BugCheckSubCode(Number(bounds[0]), Number(bounds[^1]), cells[3], others[0], others[1], others[2]);
    }

    // Most labels stand in many rows.
    private static ParameterLabel Label(string[] cells, int index, Dictionary<string, ParameterLabel> labels)
    {
        var cell = (cells.ElementAtOrDefault(Start + index) ?? "-").TrimStart('*');
        if (cell[0] == '-')
        {
            return ParameterLabel.Reserved;
        }

        if (!labels.TryGetValue(cell, out var label))
        {
            var text = cell.IndexOf(": ", StringComparison.Ordinal);
            var kind = cell[..cell.IndexOfAny([' ', ':'])];
            label = new ParameterLabel(cell[(text + 2)..], Enum.Parse<ValueKind>(kind, ignoreCase: true));
            labels.Add(cell, label);
        }

        return label;
    }

    private static ulong Number(string hexadecimal) =>
        ulong.Parse(hexadecimal.Replace("0x", string.Empty, StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
