using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Verifier.Generators.Tables;

// The rows of a committed table, and what is wrong with the others.
internal record struct Table<T>(string Path, EquatableList<T> Rows, EquatableList<RowError> Errors)
{
    // The message names the row; the place is its file and line.
    private static readonly DiagnosticDescriptor BadRow = new(
        "VT0001", "A row of a table is wrong", "{0}", "Tables", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public readonly void Report(SourceProductionContext context)
    {
        foreach (var error in Errors)
        {
            var position = new LinePosition(error.Line, 0);
            var place = Location.Create(Path, default, new LinePositionSpan(position, position));
            context.ReportDiagnostic(Diagnostic.Create(BadRow, place, error.Text));
        }
    }
}
