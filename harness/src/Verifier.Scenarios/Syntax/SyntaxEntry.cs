namespace Verifier.Scenarios.Syntax;

/// <summary>One pair of a <see cref="SyntaxMap"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record SyntaxEntry(SyntaxScalar Key, SyntaxNode Value);
