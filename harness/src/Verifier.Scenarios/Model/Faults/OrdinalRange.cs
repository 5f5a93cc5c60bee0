namespace Verifier.Scenarios.Model;

/// <summary>One entry of an <c>nth:</c> or <c>ordinal:</c> list: <c>3</c> or <c>7..9</c>; 1-based, both ends included.</summary>
/// <param name="First">First ordinal.</param>
/// <param name="Last">Last ordinal, at least <paramref name="First"/>.</param>
public readonly record struct OrdinalRange(long First, long Last)
{
    /// <summary>True if <paramref name="ordinal"/> lies in the range.</summary>
    /// <param name="ordinal">1-based ordinal.</param>
    /// <returns>Whether it matches.</returns>
    public bool Contains(long ordinal) => ordinal >= First && ordinal <= Last;
}
