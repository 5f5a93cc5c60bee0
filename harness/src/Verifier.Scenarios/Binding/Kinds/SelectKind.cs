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
