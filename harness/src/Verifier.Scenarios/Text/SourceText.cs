namespace Verifier.Scenarios.Text;

/// <summary>The decoded text of a script, by lines. LF, CRLF and a lone CR end a line, as they do for YAML and for editors.</summary>
internal sealed class SourceText
{
    private readonly List<Range> _lines = [];

    /// <summary>Cuts a text into lines.</summary>
    /// <param name="text">The text without a byte order mark.</param>
    public SourceText(string text)
    {
        Text = text;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r'))
            {
                continue;
            }

            _lines.Add(start..i);
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            start = i + 1;
        }

        _lines.Add(start..text.Length);
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Number of lines, at least 1.</summary>
    public int LineCount => _lines.Count;

    /// <summary>One line without its end.</summary>
    /// <param name="line">1-based; the empty text if there is no such line.</param>
    /// <returns>The line.</returns>
    public ReadOnlySpan<char> Line(int line) => line >= 1 && line <= _lines.Count ? Text.AsSpan()[_lines[line - 1]] : [];

    /// <summary>The line and column of an offset.</summary>
    /// <param name="offset">0-based offset into <see cref="Text"/>.</param>
    /// <returns>Line and column, 1-based.</returns>
    public (int Line, int Column) Position(int offset)
    {
        int low = 0;
        int high = _lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _lines[middle].Start.Value <= offset ? (middle, high) : (low, middle - 1);
        }

        return (low + 1, offset - _lines[low].Start.Value + 1);
    }
}
