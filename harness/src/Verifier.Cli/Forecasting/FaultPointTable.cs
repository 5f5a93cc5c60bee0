using Verifier.Cli.Text;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Cli.Forecasting;

/// <summary>Every fault point of a run, a row each.</summary>
internal static class FaultPointTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter output, IReadOnlyList<FaultPoint> points)
    {
        var table = new TextTable(">point", "ddi", "family", "tag", ">size", "pool", "irql", "phase", "operation", "site", ">nth", "stack");
        foreach (var point in points)
        {
            table.Add(
                point.Ordinal,
                point.Ddi,
                point.Family,
                point.Tag ?? string.Empty,
                point.Size is { } size ? FormattableString.Invariant($"{size}") : string.Empty,
                PoolWord(point) ?? string.Empty,
                ((KIRQL)point.Irql).ToString(),
                point.Phase.ToString(),
                point.OperationName,
                point.SiteId,
                point.Occurrence,
                string.Join(" < ", FoldedStack.Of(point.Frames)));
        }

        table.WriteTo(output);
    }

    /// <summary>The pool as scripts call it; null without one.</summary>
    public static string? PoolWord(FaultPoint point) => point.Pool?.ToString().ToLowerInvariant();
}
