using System.Text.Json.Nodes;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A value with a short and a long form, told apart by their shape alone: single value, list or keys.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="phrase">The expected value in words, with an article.</param>
internal sealed class ShapeKind<T>(string phrase) : IKind<T>
{
    /// <summary>The form that is a single value; null if there is none.</summary>
    public IKind<T>? Scalar { get; init; }

    /// <summary>The form that is a list; null if there is none.</summary>
    public IKind<T>? List { get; init; }

    /// <summary>The form that has keys; null if there is none.</summary>
    public IKind<T>? Map { get; init; }

    /// <inheritdoc/>
    public string Phrase => phrase;

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context)
    {
        IKind<T>? form = node switch
        {
            SyntaxScalar { IsAbsent: false } => Scalar,
            SyntaxList => List,
            SyntaxMap => Map,
            _ => null,
        };
        if (form is not null)
        {
            return form.Bind(node, context);
        }

        context.WrongShape(node, phrase);
        return Bound<T>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions)
    {
        IKind<T>?[] forms = [Scalar, List, Map];
        return new JsonObject { ["anyOf"] = new JsonArray([.. forms.OfType<IKind<T>>().Select(f => (JsonNode)f.Schema(definitions))]) };
    }
}
