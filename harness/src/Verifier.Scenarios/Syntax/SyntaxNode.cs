using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Syntax;

/// <summary>A node of a script's tree: what YAML says, before anybody asks what it means.</summary>
/// <param name="Span">Where it stands.</param>
internal abstract record SyntaxNode(SourceSpan Span)
{
    /// <summary>The node in words, for "found …".</summary>
    public abstract string Phrase { get; }
}
