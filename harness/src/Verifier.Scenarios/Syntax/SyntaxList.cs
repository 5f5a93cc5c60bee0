using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Syntax;

/// <summary>A list.</summary>
/// <param name="Span">Where it starts.</param>
/// <param name="Items">Its items.</param>
internal sealed record SyntaxList(SourceSpan Span, IReadOnlyList<SyntaxNode> Items) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "a list";
}
