using System.Text.Json.Nodes;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>
/// A kind of value: it says what it is, describes itself to the JSON schema and (as <see cref="IKind{T}"/>) binds a node. Binder,
/// schema and messages therefore cannot disagree.
/// </summary>
internal interface IKind
{
    /// <summary>The expected value in words, with an article: "a duration such as 10ms".</summary>
    string Phrase { get; }

    /// <summary>The kind as a draft-07 schema.</summary>
    /// <param name="definitions">The shared parts of the schema.</param>
    /// <returns>A new JSON object.</returns>
    JsonObject Schema(SchemaDefinitions definitions);
}

/// <summary>A kind of value of one type.</summary>
/// <typeparam name="T">The type a script's value becomes.</typeparam>
internal interface IKind<T> : IKind
{
    /// <summary>Binds a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">The script; told what is wrong.</param>
    /// <returns>The value, or nothing if it was reported.</returns>
    Bound<T> Bind(SyntaxNode node, BindingContext context);
}
