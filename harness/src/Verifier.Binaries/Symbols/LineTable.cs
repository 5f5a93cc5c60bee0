using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Source lines by address.</summary>
internal sealed class LineTable
{
    private readonly string[] _files;
    private readonly Row[] _rows;

    private LineTable(string[] files, Row[] rows) => (_files, _rows) = (files, rows);

    /// <summary>The line of the instruction at an address; no file and 0 when there is none.</summary>
    public (string? File, int Line) At(uint rva)
    {
        var (low, high) = (0, _rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows[middle].Rva <= rva ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && _rows[low - 1] is { HasLine: true } row ? (_files[row.File], row.Line) : default;
    }

    // From an address on, up to the next row, code comes from a line or, if there is no file, from none.
    private readonly record struct Row(uint Rva, int Order, int File, int Line) : IComparable<Row>
    {
        public bool HasLine => File >= 0;

        // The end of one range is the beginning of the next: the line counts. Among lines, the last that was added counts.
        public int CompareTo(Row other) => (Rva, HasLine, Order).CompareTo((other.Rva, other.HasLine, other.Order));
    }

    /// <summary>Collects lines in any order.</summary>
    internal sealed class Builder
    {
        /// <summary>Rows that are collected at most; a driver with a million lines of source has about two million.</summary>
        public const int RowsMax = 8_000_000;

        private readonly List<Row> _rows = [];
        private readonly List<string> _files = [];
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        /// <summary>From this address on, code comes from a source line. Among several at one address the last counts.</summary>
        /// <exception cref="BinaryException">There are too many.</exception>
        public void Add(uint rva, string file, int line)
        {
            if (!_numbers.TryGetValue(file, out var number))
            {
                number = _files.Count;
                _files.Add(file);
                _numbers.Add(file, number);
            }

            Add(new Row(rva, _rows.Count, number, line));
        }

        /// <summary>From this address on, code comes from no source line, unless a line begins at the same address.</summary>
        /// <exception cref="BinaryException">There are too many.</exception>
        public void AddEnd(uint rva) => Add(new Row(rva, _rows.Count, File: -1, Line: 0));

        /// <summary>Makes the table.</summary>
        public LineTable Build()
        {
            _rows.Sort();
            return new LineTable([.. _files], [.. _rows]);
        }

        private void Add(Row row)
        {
            if (_rows.Count == RowsMax)
            {
                throw new BinaryException(FormattableString.Invariant($"its symbols have too many lines: {RowsMax:N0} is the limit"));
            }

            _rows.Add(row);
        }
    }
}
