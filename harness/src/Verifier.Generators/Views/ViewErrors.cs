using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Views;

/// <summary>The errors of a view's declaration. The first argument is always the name of the type or member at fault.</summary>
internal static class ViewErrors
{
    public static readonly DiagnosticDescriptor NotAView = Error(
        "VIEW001", "View '{0}' must be a readonly partial struct, not a record, not generic and not nested");

    public static readonly DiagnosticDescriptor NoView = Error(
        "VIEW002", "Field '{0}' is declared in '{1}', which is no view; add [View(bytes)] to it");

    public static readonly DiagnosticDescriptor NotAField = Error(
        "VIEW003", "Field '{0}' must be a partial property of the instance that has a getter and no init accessor");

    public static readonly DiagnosticDescriptor UnknownType = Error(
        "VIEW004",
        "Field '{0}' cannot have the type '{1}'; use an integer, bool, enum, Pointer, a view, or a struct made of one integer named Value");

    public static readonly DiagnosticDescriptor WrongStorage = Error(
        "VIEW005", "Field '{0}' cannot be stored as '{1}'; As takes an integer type, for fields that are integers, enums or bool");

    public static readonly DiagnosticDescriptor WrongEmbedding = Error(
        "VIEW006", "Embedded field '{0}' must be a view, or a Pointer with the number of bytes that it stands for, and have a getter only");

    public static readonly DiagnosticDescriptor Outside = Error(
        "VIEW007", "Field '{0}' is at {1}, outside the {2} bytes of '{3}'");

    public static readonly DiagnosticDescriptor Overlap = Error(
        "VIEW008", "Field '{0}' at {1} overlaps '{2}' at {3}; correct one of the offsets, or state the union with [Union(offset, bytes)]");

    /// <summary>The error at the declaration of what is at fault.</summary>
    public static Diagnostic At(this DiagnosticDescriptor error, ISymbol symbol, params object[] more)
    {
        var arguments = new object[more.Length + 1];
        arguments[0] = symbol is INamedTypeSymbol ? symbol.Name : $"{symbol.ContainingType.Name}.{symbol.Name}";
        more.CopyTo(arguments, 1);
        return Diagnostic.Create(error, symbol.Locations[0], arguments);
    }

    private static DiagnosticDescriptor Error(string id, string message) =>
        new(id, "Declaration of a view", message, "Views", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
