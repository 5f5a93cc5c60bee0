using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Generators.Statuses;

// A row of ntstatus.tsv. A status with a sentence becomes a constant.
internal record struct StatusRow(uint Value, string Name, string? Sentence)
{
    private const int Digits = 8;

    public static StatusRow Read(string[] cells)
    {
        if (cells.Length is not (2 or 3))
        {
            throw Wrong(cells, $"has {cells.Length} cells; it needs a value and a name, and may have a sentence");
        }

        if (cells[0].Length != Digits || !uint.TryParse(cells[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(cells, $"has the value '{cells[0]}'; write it as {Digits} hexadecimal digits");
        }

        if (!SyntaxFacts.IsValidIdentifier(cells[1]))
        {
            throw Wrong(cells, "has a name that cannot be that of a constant");
        }

        var sentence = cells.Length == 3 ? cells[2] : null;
        return sentence?.EndsWith(".", StringComparison.Ordinal) == false
            ? throw Wrong(cells, "has a sentence without a full stop")
            : new StatusRow(value, cells[1], sentence);
    }

    private static FormatException Wrong(string[] cells, string what) => new($"The status '{string.Join(" ", cells.Take(2))}' {what}.");
}
