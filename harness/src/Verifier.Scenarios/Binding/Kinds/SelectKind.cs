using System.Text.Json.Nodes;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A kind whose value is made of another kind's.</summary>
/// <typeparam name="TFrom">Type of the other kind's value.</typeparam>
/// <typeparam name="TTo">Type of the value.</typeparam>
/// <param name="inner">The other kind.</param>
/// <param name="select">Makes the value; told where it stands, and the script.</param>
internal sealed class SelectKind<TFrom, TTo>(IKind<TFrom> inner, Func<TFrom, SourceSpan, BindingContext, TTo> select) : IKind<TTo>
{
    /// <inheritdoc/>
    public string Phrase => inner.Phrase;

    /// <inheritdoc/>
    public Bound<TTo> Bind(SyntaxNode node, BindingContext context) =>
        inner.Bind(node, context).TryGet(out TFrom? value) ? select(value, node.Span, context) : Bound<TTo>.Failed;

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => inner.Schema(definitions);
}
