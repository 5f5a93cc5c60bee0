namespace Verifier.Scenarios.Model;

/// <summary>A closed range of whole numbers, the bound form of <c>">= 64"</c>, <c>"&lt; 4KiB"</c>, <c>"64..128"</c> or <c>64</c>.</summary>
/// <param name="Minimum">Smallest value that matches.</param>
/// <param name="Maximum">Largest value that matches; <see cref="long.MaxValue"/> if there is no upper bound.</param>
public readonly record struct Comparison(long Minimum, long Maximum)
{
    /// <summary>True if <paramref name="value"/> lies in the range.</summary>
    /// <param name="value">The value to try.</param>
    /// <returns>True if it matches.</returns>
    public bool Matches(long value) => value >= Minimum && value <= Maximum;

    /// <summary>Prints the range as <c>64</c>, <c>>= 64</c> or <c>64..128</c>.</summary>
    /// <returns>The script's spelling.</returns>
    public override string ToString()
    {
        if (Minimum == Maximum)
        {
            return FormattableString.Invariant($"{Minimum}");
        }

        return Maximum == long.MaxValue
            ? FormattableString.Invariant($">= {Minimum}")
            : FormattableString.Invariant($"{Minimum}..{Maximum}");
    }
}
