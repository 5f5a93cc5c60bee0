using System.IO.Enumeration;

namespace Verifier.Scenarios.Model;

/// <summary>
/// A pattern in which <c>*</c> stands for any text, the empty one included, and <c>?</c> for one character. No other character is special.
/// Case counts: pool tags and DDI names differ by case.
/// </summary>
/// <param name="Pattern">The pattern.</param>
public readonly record struct Glob(string Pattern)
{
    /// <summary>True if the pattern contains <c>*</c> or <c>?</c>.</summary>
    public bool HasWildcards => Pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>True if the pattern matches the whole of <paramref name="text"/>.</summary>
    /// <param name="text">The text to try.</param>
    /// <returns>True if it matches.</returns>
    public bool Matches(ReadOnlySpan<char> text) => FileSystemName.MatchesSimpleExpression(Escaped(), text, ignoreCase: false);

    /// <summary>The pattern.</summary>
    /// <returns>The pattern as written.</returns>
    public override string ToString() => Pattern;

    // MatchesSimpleExpression takes a backslash for an escape; here it is an ordinary character (device paths are full of it).
    private string Escaped() => Pattern.Replace(@"\", @"\\", StringComparison.Ordinal);
}
