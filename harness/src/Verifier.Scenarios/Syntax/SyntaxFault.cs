using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Syntax;

/// <summary>A node that was reported already and must not be reported again.</summary>
/// <param name="Span">Where it stands.</param>
internal sealed record SyntaxFault(SourceSpan Span) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "a node that could not be read";
}
