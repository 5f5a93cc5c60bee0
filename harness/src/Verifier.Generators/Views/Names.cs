using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Views;

/// <summary>Types of the kernel that the generator knows by name.</summary>
internal static class Names
{
    public const string View = "Verifier.Kernel.ViewAttribute";
    public const string Field = "Verifier.Kernel.FieldAttribute";
    public const string Embedded = "Verifier.Kernel.EmbeddedAttribute";
    public const string Union = "Verifier.Kernel.UnionAttribute";
    public const string Pointer = "Verifier.Kernel.Pointer";

    /// <summary>True if it is the attribute of this name.</summary>
    public static bool Is(this AttributeData attribute, string name) => attribute.AttributeClass?.ToDisplayString() == name;
}
