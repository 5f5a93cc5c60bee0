using System.Text;

namespace Verifier.Cli.Text;

/// <summary>
/// The only door to stdout and stderr. Text from wherever leaves it with its control, escape and direction characters written out, see
/// <see cref="Printable"/>; only the program's own colours and bars pass as they are. A stream that cannot be written ends nothing: the first failure is
/// kept for the exit code, and the rest is dropped.
/// </summary>
internal sealed class TerminalWriter : TextWriter
{
    private readonly TextWriter _inner;
    private readonly Lock _gate = new();
    private char? _high;

    private TerminalWriter(TextWriter inner)
    {
        _inner = inner;
        CoreNewLine = ['\n'];
    }

    /// <summary>The reason why a part that was written is lost; null while none is.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <summary>A writer through this door; one that is such a door already stays as it is.</summary>
    public static TerminalWriter Around(TextWriter writer) => writer as TerminalWriter ?? new TerminalWriter(writer);

    /// <summary>Writes what only the program itself may say to a terminal: its own escape sequences.</summary>
    public void WriteOwn(string sequence)
    {
        lock (_gate)
        {
            Try(() => _inner.Write(sequence));
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine() => Write(NewLine.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write((value + NewLine).AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine).AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            // A pair of surrogates may come in two halves.
            var text = _high is { } high ? string.Concat([high], buffer) : buffer.ToString();
            _high = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[^1] : null;
            var whole = _high is null ? text : text[..^1];
            Try(() => _inner.Write(Printable.Lines(whole)));
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (_gate)
        {
            if (_high is { } half)
            {
                _high = null;
                Try(() => _inner.Write(Printable.Lines(half.ToString())));
            }

            Try(_inner.Flush);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
            Try(_inner.Dispose);
        }

        base.Dispose(disposing);
    }

    private void Try(Action write)
    {
        if (Problem is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            Problem = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
        }
    }
}
