namespace Verifier.Cli.Text;

/// <summary>A table in plain text: a line of titles, then a line a row, columns as wide as their widest cell.</summary>
/// <param name="titles">The titles; one that starts with <c>&gt;</c> is of a column aligned to the right.</param>
internal sealed class TextTable(params string[] titles)
{
    private const char RightMark = '>';
    private const string Gap = "  ";
    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row of one cell a column.</summary>
    public void Add(params Cell[] cells) => _rows.Add(cells);

    /// <summary>Writes the table. No line ends in blanks.</summary>
    public void WriteTo(TextWriter output, bool hasColours = false)
    {
        var names = Array.ConvertAll(titles, title => new Cell(title.TrimStart(RightMark)));
        var widths = names.Select((name, column) => _rows.Select(row => row[column].Text.Length).Append(name.Text.Length).Max()).ToArray();
        WriteRow(output, names, widths, hasColours);
        foreach (var row in _rows)
        {
            WriteRow(output, row, widths, hasColours);
        }
    }

    private void WriteRow(TextWriter output, Cell[] row, int[] widths, bool hasColours)
    {
        var pending = string.Empty;
        for (var column = 0; column < row.Length; column++)
        {
            var blanks = new string(' ', widths[column] - row[column].Text.Length);
            var isRight = titles[column].StartsWith(RightMark);
            if (isRight)
            {
                pending += blanks;
            }

            if (row[column].Text.Length > 0)
            {
                output.Write(pending);
                output.Write(row[column].Colour, row[column].Text, hasColours);
                pending = string.Empty;
            }

            pending += isRight ? Gap : blanks + Gap;
        }

        output.WriteLine();
    }
}
