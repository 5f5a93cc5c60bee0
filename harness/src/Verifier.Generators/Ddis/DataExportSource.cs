using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Generators.Ddis;

/// <summary>What one exported variable becomes, compared by value.</summary>
/// <param name="Name">The export's name.</param>
/// <param name="Row">Its row in the table of variables; empty with a complaint.</param>
/// <param name="Property">The property of models.</param>
/// <param name="Complaint">What is wrong with it.</param>
internal sealed record DataExportSource(string Name, string Row, string Property, Complaint? Complaint)
{
    /// <summary>Reads a method marked as a variable.</summary>
    public static DataExportSource Of(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var type = RegisterType.Of(method.ReturnType);
        var documentation = DdiDeclaration.DocumentationOf(syntax);
        if (type is null || documentation.IsEmpty || !method.IsStatic || method.Parameters.Length != 1 || method.Parameters[0].Type.Name != "Machine")
        {
            return new DataExportSource(method.Name, "", "", Complaint.At(
                method.Locations.FirstOrDefault(),
                "VG1011",
                $"Variable {method.Name}: it must be a documented static method of the Machine alone, with a result that fits into a register."));
        }

        var holder = method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new DataExportSource(
            method.Name,
            $"        new(\"{method.Name}\", {type.Width}, static machine => {type.Write($"{holder}.{method.Name}(machine)")}),\n",
            $"\n{string.Concat(documentation.Select(line => $"    {line}\n"))}    public {type.Name} {method.Name} => {holder}.{method.Name}(Machine);\n",
            null);
    }
}
