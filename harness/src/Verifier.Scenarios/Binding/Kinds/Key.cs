using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>One row of an object's key table, without its type.</summary>
internal interface IKey
{
    /// <summary>The key as a script spells it.</summary>
    string Name { get; }

    /// <summary>What it means: one or two sentences for people, with the default.</summary>
    string Description { get; }

    /// <summary>Examples of its value, each as YAML on one line.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>True if the object makes no sense without it.</summary>
    bool IsRequired { get; }

    /// <summary>The kind of its value.</summary>
    IKind Kind { get; }

    /// <summary>Binds a value and keeps it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="fields">Where it is kept.</param>
    void Bind(SyntaxNode node, Fields fields);
}

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
