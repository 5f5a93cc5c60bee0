using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Views;

/// <summary>
/// Writes the other half of each view: a readonly partial struct with <c>[View]</c> gets what all views repeat, and its partial properties
/// with <c>[Field]</c> or <c>[Embedded]</c> get their accessors.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ViewGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var views = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.View, static (_, _) => true, static (found, _) => GeneratedView.Of((INamedTypeSymbol)found.TargetSymbol));
        context.RegisterSourceOutput(views, static (production, view) => view.AddTo(production));

        foreach (var name in new[] { Names.Field, Names.Embedded })
        {
            var strays = context.SyntaxProvider
                .ForAttributeWithMetadataName(name, static (_, _) => true, static (found, _) => Stray(found.TargetSymbol))
                .SelectMany(static (errors, _) => errors);
            context.RegisterSourceOutput(strays, static (production, error) => production.ReportDiagnostic(error));
        }
    }

    // No accessors are generated for a field of a type that is not a view.
    private static ImmutableArray<Diagnostic> Stray(ISymbol property) =>
        property.ContainingType.GetAttributes().Any(attribute => attribute.Is(Names.View))
            ? ImmutableArray<Diagnostic>.Empty
            : ImmutableArray.Create(ViewErrors.NoView.At(property, property.ContainingType.Name));
}
