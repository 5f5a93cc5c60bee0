using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Syntax;

/// <summary>Keys with values. Keys are unique: the reader reports and drops repetitions.</summary>
/// <param name="Span">Where it starts.</param>
/// <param name="Entries">The pairs in the order of the script.</param>
internal sealed record SyntaxMap(SourceSpan Span, IReadOnlyList<SyntaxEntry> Entries) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "keys with values";
}
