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
