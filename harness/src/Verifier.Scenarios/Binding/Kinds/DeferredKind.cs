using System.Text.Json.Nodes;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A kind named before it exists: operations contain lists of operations.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="kind">Gives the kind once all tables exist.</param>
internal sealed class DeferredKind<T>(Func<IKind<T>> kind) : IKind<T>
{
    /// <inheritdoc/>
    public string Phrase => kind().Phrase;

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context) => kind().Bind(node, context);

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => kind().Schema(definitions);
}
