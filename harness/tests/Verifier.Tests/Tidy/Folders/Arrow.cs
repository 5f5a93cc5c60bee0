namespace Verifier.Tests.Tidy.Folders;

/// <summary>One folder uses another.</summary>
/// <param name="From">The folder whose code uses it.</param>
/// <param name="To">The folder in which it is declared.</param>
internal sealed record Arrow(string From, string To) : IComparable<Arrow>
{
    /// <inheritdoc/>
    public int CompareTo(Arrow? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{From} -> {To}";
}
