using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>
/// A method that a DDI's attribute names: it stands in the DDI's class and takes what it needs of the DDI's parameters, by name and type;
/// the Machine as well where a call has one.
/// </summary>
internal static class BoundMethod
{
    /// <summary>
    /// C# of a call with the arguments <c>a</c> and the machine <c>machine</c>; null, with a complaint, where it cannot be made.
    /// </summary>
    public static string? Call(DdiDeclaration ddi, string name, bool hasMachine)
    {
        var found = ddi.Method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().ToList();
        if (found.Count != 1)
        {
            ddi.Complain("VG1008", $"{ddi.Method.ContainingType.Name} must have one method '{name}', and has {found.Count}.");
            return null;
        }

        if (found[0].DeclaredAccessibility == Accessibility.Private)
        {
            ddi.Complain("VG1008", $"'{name}' is private; the catalogue must be able to call it.");
            return null;
        }

        var arguments = found[0].Parameters.Select(p => Argument(ddi, name, p, hasMachine)).ToList();
        return arguments.Contains(null) ? null : $"{ddi.Class}.{name}({string.Join(", ", arguments)})";
    }

    private static string? Argument(DdiDeclaration ddi, string method, IParameterSymbol parameter, bool hasMachine)
    {
        if (parameter.Type.Name == "Machine")
        {
            return hasMachine ? "machine" : Refuse(ddi, $"'{method}' is asked without a machine.");
        }

        if (ddi.Position(parameter.Name, $"'{method}'") is not { } position)
        {
            return null;
        }

        var declared = ddi.Parameters[position];
        if (!SymbolEqualityComparer.Default.Equals(declared.Symbol.Type, parameter.Type))
        {
            return Refuse(ddi, $"'{method}' takes '{parameter.Name}' as {parameter.Type.Name}; the DDI has {declared.Symbol.Type.Name}.");
        }

        return declared.Type.NeedsMachine && !hasMachine
            ? Refuse(ddi, $"'{method}' is asked without a machine and cannot have '{parameter.Name}'.")
            : declared.Type.Read($"a[{position}]", "machine");
    }

    private static string? Refuse(DdiDeclaration ddi, string why)
    {
        ddi.Complain("VG1008", why);
        return null;
    }
}
