using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Generators.Views;

/// <summary>One property of a view, its place in the structure and the code that reads and writes it.</summary>
internal sealed class Field
{
    private Field(IPropertySymbol property, int offset, FieldCode code)
    {
        Property = property;
        Offset = offset;
        Code = code;
    }

    public IPropertySymbol Property { get; }

    public int Offset { get; }

    public FieldCode Code { get; }

    /// <summary>The offset of the first byte after it.</summary>
    public int End => Offset + Code.Bytes;

    /// <summary>The offset as errors show it.</summary>
    public string Place => Offset < 0 ? $"-0x{-Offset:X2}" : $"0x{Offset:X2}";

    /// <summary>The field that an attribute makes of a property; null, with an error added, when it cannot be one.</summary>
    public static Field? Read(IPropertySymbol property, AttributeData attribute, List<Diagnostic> errors)
    {
        if (property.IsStatic || property.GetMethod is null || property.SetMethod is { IsInitOnly: true } || !IsPartial(property))
        {
            errors.Add(ViewErrors.NotAField.At(property));
            return null;
        }

        var offset = attribute.ConstructorArguments[0].Value as int? ?? 0;
        var code = attribute.Is(Names.Embedded)
            ? Embedded(property, offset, attribute, errors)
            : Stored(property, offset, attribute, errors);
        return code is null ? null : new Field(property, offset, code);
    }

    private static bool IsPartial(IPropertySymbol property) => property.DeclaringSyntaxReferences.All(part =>
        part.GetSyntax() is PropertyDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.Text == "partial"));

    private static FieldCode? Stored(IPropertySymbol property, int offset, AttributeData attribute, List<Diagnostic> errors)
    {
        var type = property.Type;
        var (code, error) = attribute.Named("As")?.Value is ITypeSymbol storage
            ? (FieldCode.StoredAs(type, storage.SpecialType, offset), ViewErrors.WrongStorage.At(property, storage.ToDisplayString()))
            : (FieldCode.Stored(type, offset), ViewErrors.UnknownType.At(property, type.ToDisplayString()));
        if (code is null)
        {
            errors.Add(error);
        }

        return code;
    }

    private static FieldCode? Embedded(IPropertySymbol property, int offset, AttributeData attribute, List<Diagnostic> errors)
    {
        var bytes = attribute.ConstructorArguments[1].Value as int? ?? 0;
        var code = property.SetMethod is null ? FieldCode.Embedded(property.Type, offset, bytes) : null;
        if (code is null)
        {
            errors.Add(ViewErrors.WrongEmbedding.At(property));
        }

        return code;
    }
}
