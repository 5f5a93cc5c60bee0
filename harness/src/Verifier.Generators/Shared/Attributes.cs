using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Generators;

/// <summary>Reading of attributes.</summary>
internal static class Attributes
{
    /// <summary>The attribute of a class name on a symbol, or null.</summary>
    public static AttributeData? Find(this ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);

    /// <summary>A named argument, or null where it is not stated.</summary>
    public static TypedConstant? Named(this AttributeData? attribute, string name)
    {
        foreach (var argument in attribute?.NamedArguments ?? [])
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>An argument by its position; null without the attribute or the argument.</summary>
    public static TypedConstant? Argument(this AttributeData? attribute, int position) =>
        attribute?.ConstructorArguments is { } given && position < given.Length ? given[position] : null;

    /// <summary>The name of the enum member that a constant is.</summary>
    public static string Member(this TypedConstant constant) => constant.MemberOrNull() ?? "";

    /// <summary>The constant as C#: an enum member, a value of one with several flags, a string or another literal.</summary>
    public static string InSource(this TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Enum)
        {
            return constant.ToCSharpString();
        }

        var type = constant.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return constant.MemberOrNull() is { } member ? $"{type}.{member}" : $"({type}){constant.Value}";
    }

    private static string? MemberOrNull(this TypedConstant constant) => constant.Type!.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value))?.Name;
}
