using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Views;

/// <summary>The output of one view: the source text of the fields that are right, and errors. Equal texts are not compiled again.</summary>
internal readonly struct GeneratedView : IEquatable<GeneratedView>
{
    private readonly string _name;
    private readonly string _text;
    private readonly ImmutableArray<Diagnostic> _errors;

    private GeneratedView(string name, string text, ImmutableArray<Diagnostic> errors)
    {
        _name = name;
        _text = text;
        _errors = errors;
    }

    public static GeneratedView Of(INamedTypeSymbol type)
    {
        var view = ViewDeclaration.Read(type);
        return new GeneratedView(type.ToDisplayString(), view.IsPossible ? ViewWriter.Write(view) : string.Empty, view.Errors);
    }

    public void AddTo(SourceProductionContext production)
    {
        foreach (var error in _errors)
        {
            production.ReportDiagnostic(error);
        }

        if (_text.Length > 0)
        {
            production.AddSource($"{_name}.g.cs", _text);
        }
    }

    public bool Equals(GeneratedView other) => _name == other._name && _text == other._text && _errors.SequenceEqual(other._errors);

    public override bool Equals(object? obj) => obj is GeneratedView other && Equals(other);

    public override int GetHashCode() => _text.GetHashCode();
}
