using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Generators.Views;

/// <summary>A view as its attributes and partial properties declare it.</summary>
internal sealed class ViewDeclaration
{
    private ViewDeclaration(
        INamedTypeSymbol type, int bytes, PublicMembers members, IReadOnlyList<Field> fields, ImmutableArray<Diagnostic> errors)
    {
        Type = type;
        Bytes = bytes;
        Public = members;
        Fields = fields;
        Errors = errors;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>True if the type can be a view at all.</summary>
    public bool IsPossible => CanBeView(Type);

    public int Bytes { get; }

    /// <summary>Generated members that drivers see.</summary>
    public PublicMembers Public { get; }

    public IReadOnlyList<Field> Fields { get; }

    public ImmutableArray<Diagnostic> Errors { get; }

    public static ViewDeclaration Read(INamedTypeSymbol type)
    {
        var errors = new List<Diagnostic>();
        if (!CanBeView(type))
        {
            errors.Add(ViewErrors.NotAView.At(type));
        }

        var attribute = type.GetAttributes().First(candidate => candidate.Is(Names.View));
        var bytes = attribute.ConstructorArguments[0].Value as int? ?? 0;
        var members = (PublicMembers)(attribute.Named("Public")?.Value as int? ?? 0);
        var fields = ReadFields(type, errors);
        CheckBounds(type, bytes, fields, errors);
        CheckOverlaps(type, fields, errors);
        return new ViewDeclaration(type, bytes, members, fields, errors.ToImmutableArray());
    }

    private static bool CanBeView(INamedTypeSymbol type) =>
        type is { IsReadOnly: true, IsRecord: false, IsGenericType: false, ContainingType: null }
        && type.DeclaringSyntaxReferences.All(part =>
            part.GetSyntax() is StructDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.Text == "partial"));

    private static List<Field> ReadFields(INamedTypeSymbol type, List<Diagnostic> errors)
    {
        var fields = new List<Field>();
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var attribute in property.GetAttributes().Where(each => each.Is(Names.Field) || each.Is(Names.Embedded)))
            {
                if (Field.Read(property, attribute, errors) is { } field)
                {
                    fields.Add(field);
                }
            }
        }

        return fields;
    }

    private static void CheckBounds(INamedTypeSymbol type, int bytes, List<Field> fields, List<Diagnostic> errors)
    {
        foreach (var field in fields.Where(field => field.Offset < 0 || field.End > bytes))
        {
            errors.Add(ViewErrors.Outside.At(field.Property, field.Place, bytes, type.Name));
        }
    }

    private static void CheckOverlaps(INamedTypeSymbol type, List<Field> fields, List<Diagnostic> errors)
    {
        var unions = type.GetAttributes().Where(attribute => attribute.Is(Names.Union))
            .Select(union => (Start: (int)union.ConstructorArguments[0].Value!, Bytes: (int)union.ConstructorArguments[1].Value!)).ToList();
        for (var i = 0; i < fields.Count; i++)
        {
            foreach (var other in fields.Take(i).Where(other => other.Offset < fields[i].End && fields[i].Offset < other.End))
            {
                if (!unions.Any(union => IsIn(fields[i], union) && IsIn(other, union)))
                {
                    errors.Add(ViewErrors.Overlap.At(fields[i].Property, fields[i].Place, other.Property.Name, other.Place));
                }
            }
        }
    }

    private static bool IsIn(Field field, (int Start, int Bytes) union) =>
        field.Offset >= union.Start && field.End <= union.Start + union.Bytes;
}
