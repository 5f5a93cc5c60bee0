using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Generators.BugChecks;

// A row of bugchecks.tsv: a stop code, or a sub-code (a value or a range) of the code before it. A row that the kernel raises has a
// raiser: a method of Stops, for a sub-code in a class of its own code. Parameters are null where they mean nothing.
internal record struct BugCheckRow(
    string Code,
    string Name,
    ulong? First,
    ulong? Last,
    string? Raiser,
    string Meaning,
    int Telling,
    EquatableList<ParameterCell?> Parameters)
{
    private const int Labels = 4;

    // The cells before the parameters.
    private const int Start = 4;

    private const string None = "-";
    private const string Tells = "*";

    // The class of the raiser, empty for Stops itself, and its method.
    public readonly string Class => Raiser is { } name && name.Contains('.') ? name.Substring(0, name.IndexOf('.')) : string.Empty;

    public readonly string Method => Raiser!.Substring(Raiser.IndexOf('.') + 1);

    public readonly bool IsSubCode => First is not null;

    public readonly string Key => IsSubCode ? $"The sub-code 0x{First:X} of {Name}" : $"The stop code {Name}";

    public static BugCheckRow Read(string[] cells, BugCheckRow before)
    {
        try
        {
            Check(
                cells.Length is > Start and <= Start + Labels,
                $"has {cells.Length} cells; it needs a code, a name or value, a raiser, a meaning and 1 to 4 parameters");
            Check(uint.TryParse(cells[0], NumberStyles.AllowHexSpecifier, null, out _), "has a code that is no hexadecimal number");
            Check(
                cells[2] == None || cells[2].Split('.').All(SyntaxFacts.IsValidIdentifier),
                $"has the raiser '{cells[2]}', which cannot be a name in C#");
            Check(cells[3].EndsWith(".", StringComparison.Ordinal), "has a meaning without a full stop");
            var row = cells[1].StartsWith("0x", StringComparison.Ordinal) ? ReadSubCode(cells, before) : ReadCode(cells);
            Check(
                row.Raiser is null || cells[2].Split('.').Length == (row.IsSubCode ? 2 : 1),
                $"has the raiser '{cells[2]}'; a stop code needs a method, a sub-code a class and a method as in 'PoolCaller.WrongTag'");
            Check(row.Raiser is null || row.First == row.Last, "is a range, which cannot have a raiser");
            var names = row.Parameters.Where(parameter => parameter is not null).Select(parameter => parameter!.Value.Name).ToList();
            Check(
                row.Raiser is null || (names.All(SyntaxFacts.IsValidIdentifier) && names.Distinct().Count() == names.Count),
                $"has the parameters '{string.Join("', '", names)}' of a raiser; give them names of their own, as in 'kind name: text'");
            return row;
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"The bug check '{string.Join(" ", cells.Take(2))}' {wrong.Message}.");
        }
    }

    private static BugCheckRow ReadCode(string[] cells)
    {
        Check(SyntaxFacts.IsValidIdentifier(cells[1]), "has neither a name nor a value as 0x1F or 0x10-0x1F");
        var telling = Array.FindIndex(cells, Start, cell => cell.StartsWith(Tells, StringComparison.Ordinal));
        var parameters = cells.Select((cell, index) => index == telling ? cell.Substring(Tells.Length) : cell)
            .Skip(Start)
            .Select(Parameter);
        return new BugCheckRow(cells[0], cells[1], null, null, RaiserOf(cells), cells[3], telling - Start, Fill(parameters));
    }

    private static BugCheckRow ReadSubCode(string[] cells, BugCheckRow before)
    {
        var bounds = cells[1].Split('-').Select(bound => bound.StartsWith("0x", StringComparison.Ordinal) ? bound.Substring(2) : bound)
            .Select(bound => ulong.TryParse(bound, NumberStyles.AllowHexSpecifier, null, out var value) ? value : (ulong?)null)
            .ToList();
        Check(bounds.Count <= 2 && bounds.All(bound => bound is not null) && bounds[0] <= bounds.Last(), "has no value as 0x1F or 0x10-0x1F");
        Check(before.Code == cells[0], "does not follow its stop code");
        Check(
            before.Telling >= 0 && Array.IndexOf(cells, Tells, Start) == Start + before.Telling,
            $"marks another parameter with '{Tells}' than its stop code, as the one that tells");
        var parameters = cells.Skip(Start).Select(cell => cell == Tells ? null : Parameter(cell));
        return before with
        {
            First = bounds[0],
            Last = bounds.Last(),
            Raiser = RaiserOf(cells),
            Meaning = cells[3],
            Parameters = Fill(parameters),
        };
    }

    private static string? RaiserOf(string[] cells) => cells[2] == None ? null : cells[2];

    private static ParameterCell? Parameter(string cell) => cell == None ? null : ParameterCell.Read(cell);

    private static EquatableList<ParameterCell?> Fill(IEnumerable<ParameterCell?> parameters) =>
        new([.. parameters.Concat(Enumerable.Repeat<ParameterCell?>(null, Labels)).Take(Labels)]);

    private static void Check(bool isRight, string wrong)
    {
        if (!isRight)
        {
            throw new FormatException(wrong);
        }
    }
}
