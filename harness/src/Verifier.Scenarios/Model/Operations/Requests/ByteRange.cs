namespace Verifier.Scenarios.Model;

/// <summary>One entry of a <c>varies:</c> list: <c>3</c> or <c>4..7</c>; counted from 0, both ends included.</summary>
/// <param name="First">First byte.</param>
/// <param name="Last">Last byte, at least <paramref name="First"/>.</param>
public readonly record struct ByteRange(int First, int Last)
{
    /// <summary>True if a byte lies in the range.</summary>
    /// <param name="offset">The byte's place in the output, counted from 0.</param>
    /// <returns>Whether it does.</returns>
    public bool Contains(int offset) => offset >= First && offset <= Last;

    /// <summary>Prints the range as <c>3</c> or <c>4..7</c>.</summary>
    /// <returns>The script's spelling.</returns>
    public override string ToString() => First == Last ? FormattableString.Invariant($"{First}") : FormattableString.Invariant($"{First}..{Last}");
}
