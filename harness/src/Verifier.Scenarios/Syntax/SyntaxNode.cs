using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Syntax;

/// <summary>A node of a script's tree: the structure that YAML gives it, without its meaning.</summary>
/// <param name="Span">The place of the node.</param>
internal abstract record SyntaxNode(SourceSpan Span)
{
    /// <summary>The node in words, for "found …".</summary>
    public abstract string Phrase { get; }
}
