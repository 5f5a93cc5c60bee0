using System.Text.Json.Nodes;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>Words of one kind, and one word more that is of another.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="words">The many.</param>
/// <param name="other">The kind of the other word.</param>
/// <param name="otherWord">The other word.</param>
internal sealed class FirstWordKind<T>(IKind<T> words, IKind<T> other, string otherWord) : IKind<T>
{
    /// <inheritdoc/>
    public string Phrase => words.Phrase;

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context) =>
        node is SyntaxScalar scalar && scalar.Value == otherWord ? other.Bind(node, context) : words.Bind(node, context);

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(words.Schema(definitions), other.Schema(definitions)) };
}
