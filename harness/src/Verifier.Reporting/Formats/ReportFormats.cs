using System.Collections.Immutable;

namespace Verifier.Reporting.Formats;

/// <summary>The formats in which each night is written.</summary>
internal static class ReportFormats
{
    /// <summary>All, in the order in which they are written.</summary>
    public static ImmutableArray<IReportFormat> All { get; } =
        [new SummaryWriter(), new SarifWriter(), new JUnitWriter(), new CtrfWriter(), new CsvWriter()];
}
