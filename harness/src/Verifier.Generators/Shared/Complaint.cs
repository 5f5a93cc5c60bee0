using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Verifier.Generators;

/// <summary>An error in a declaration, kept by value until it is reported: a compiler diagnostic that names what was declared.</summary>
internal sealed record Complaint(string Id, string Text, string? Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>At a place in the source.</summary>
    public static Complaint At(Location? location, string id, string text) => new(
        id, text, location?.SourceTree?.FilePath, location?.SourceSpan ?? default, location?.GetLineSpan().Span ?? default);

    /// <summary>Gives it to the compiler.</summary>
    public void Report(SourceProductionContext context)
    {
        var rule = new DiagnosticDescriptor(Id, "A declaration of the kernel is wrong", "{0}", "Verifier", DiagnosticSeverity.Error, true);
        context.ReportDiagnostic(Diagnostic.Create(rule, Path is null ? Location.None : Location.Create(Path, Span, Lines), Text));
    }
}
