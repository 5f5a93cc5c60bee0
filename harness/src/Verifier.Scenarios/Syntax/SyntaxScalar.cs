using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Syntax;

/// <summary>A single value.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Value">The text, escapes resolved.</param>
/// <param name="IsPlain">True if it stands without quotes.</param>
internal sealed record SyntaxScalar(SourceSpan Span, string Value, bool IsPlain) : SyntaxNode(Span)
{
    /// <summary>True for a key with nothing behind it.</summary>
    public bool IsAbsent => IsPlain && Value is "" or "~";

    /// <inheritdoc/>
    public override string Phrase => IsAbsent ? "nothing" : $"the value '{Printable.Text(Value, 60)}'";
}
