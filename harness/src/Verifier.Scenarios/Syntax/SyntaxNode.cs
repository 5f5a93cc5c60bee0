using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Syntax;

/// <summary>A node of a script's tree: what YAML says, before anybody asks what it means.</summary>
/// <param name="Span">Where it stands.</param>
internal abstract record SyntaxNode(SourceSpan Span)
{
    /// <summary>The node in words, for "found …".</summary>
    public abstract string Phrase { get; }
}

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

/// <summary>A list.</summary>
/// <param name="Span">Where it starts.</param>
/// <param name="Items">Its items.</param>
internal sealed record SyntaxList(SourceSpan Span, IReadOnlyList<SyntaxNode> Items) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "a list";
}

/// <summary>Keys with values. Keys are unique: the reader reports and drops repetitions.</summary>
/// <param name="Span">Where it starts.</param>
/// <param name="Entries">The pairs in the order of the script.</param>
internal sealed record SyntaxMap(SourceSpan Span, IReadOnlyList<SyntaxEntry> Entries) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "keys with values";
}

/// <summary>One pair of a <see cref="SyntaxMap"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record SyntaxEntry(SyntaxScalar Key, SyntaxNode Value);

/// <summary>A node that was reported already and must not be reported again.</summary>
/// <param name="Span">Where it stands.</param>
internal sealed record SyntaxFault(SourceSpan Span) : SyntaxNode(Span)
{
    /// <inheritdoc/>
    public override string Phrase => "a node that could not be read";
}
