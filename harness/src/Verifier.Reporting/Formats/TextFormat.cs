using System.Text;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Formats;

/// <summary>A format that is text: UTF-8 without a byte order mark, with line feeds.</summary>
internal abstract class TextFormat : IReportFormat
{
    private const int BufferSize = 1 << 16;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public abstract string FileName { get; }

    /// <inheritdoc/>
    public void Write(ReportModel model, Stream stream)
    {
        using var writer = new StreamWriter(stream, s_utf8, BufferSize, leaveOpen: true) { NewLine = "\n" };
        Write(model, writer);
    }

    /// <summary>Writes the night.</summary>
    protected abstract void Write(ReportModel model, TextWriter writer);
}
