using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>One row of an object's key table.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="name">The key as a script spells it.</param>
/// <param name="kind">The kind of its value.</param>
/// <param name="description">What it means.</param>
/// <param name="examples">Examples of its value, each as YAML on one line; at least one.</param>
internal sealed class Key<T>(string name, IKind<T> kind, string description, params string[] examples) : IKey
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string Description { get; } = description;

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <inheritdoc/>
    public bool IsRequired { get; init; }

    /// <inheritdoc/>
    public IKind Kind => kind;

    /// <summary>The kind of its value, with its type.</summary>
    public IKind<T> ValueKind => kind;

    /// <inheritdoc/>
    public void Bind(SyntaxNode node, Fields fields)
    {
        if (kind.Bind(node, fields.Context).TryGet(out T? value))
        {
            fields.Keep(this, value);
        }
    }
}
