using Verifier.Reporting.Model;

namespace Verifier.Reporting.Formats;

/// <summary>A format in which a night is written besides the page: one file.</summary>
internal interface IReportFormat
{
    /// <summary>The name of the file.</summary>
    string FileName { get; }

    /// <summary>Writes the night.</summary>
    /// <param name="model">The night.</param>
    /// <param name="stream">The file; stays open.</param>
    void Write(ReportModel model, Stream stream);
}
