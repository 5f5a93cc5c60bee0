using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Generators.Ddis;

/// <summary>The output of one exported variable, compared by value.</summary>
/// <param name="Name">The export's name.</param>
/// <param name="Row">Its row in the table of variables; empty with a complaint.</param>
/// <param name="Property">The property of models.</param>
/// <param name="Complaint">The error of the declaration; null if it is right.</param>
internal sealed record DataExportSource(string Name, string Row, string Property, Complaint? Complaint)
{
    /// <summary>Reads a method marked as a variable.</summary>
    public static DataExportSource Of(IMethodSymbol method, MethodDeclarationSyntax syntax, AttributeData attribute)
    {
        var bytes = attribute.Named("Bytes")?.Value as int? ?? 0;
        var type = RegisterType.Of(method.ReturnType);
        var documentation = DdiDeclaration.DocumentationOf(syntax);
        var isSound = bytes > 0 ? method.ReturnsVoid && Takes(method, "Machine", "Pointer") : type is not null && Takes(method, "Machine");
        if (!isSound || documentation.IsEmpty || !method.IsStatic)
        {
            return new DataExportSource(method.Name, "", "", Complaint.At(
                method.Locations.FirstOrDefault(),
                "VG1011",
                $"Variable {method.Name}: it must be a documented static method of the Machine alone, with a result that fits into a register; or one of "
                    + "the Machine and a Pointer, without a result, that states its Bytes."));
        }

        var body = $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}";
        return new DataExportSource(
            method.Name,
            bytes > 0
                ? $"        new(\"{method.Name}\", {bytes}, null) {{ Fill = {body} }},\n"
                : $"        new(\"{method.Name}\", {type!.Width}, static machine => {type.Write($"{body}(machine)")}),\n",
            $"\n{string.Concat(documentation.Select(line => $"    {line}\n"))}    public "
                + (bytes > 0
                    ? $"Pointer {method.Name} => new(Machine, Machine.ExportedData.AddressOf(\"{method.Name}\"));\n"
                    : $"{type!.Name} {method.Name} => {body}(Machine);\n"),
            null);
    }

    private static bool Takes(IMethodSymbol method, params string[] types) => method.Parameters.Select(p => p.Type.Name).SequenceEqual(types);
}
