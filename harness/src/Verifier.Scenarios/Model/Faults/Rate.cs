namespace Verifier.Scenarios.Model;

/// <summary>
/// A probability as an exact fraction, so that a dice can be thrown with integers alone: fail if <c>next(Denominator) &lt; Numerator</c>.
/// Reduced to lowest terms; greater than 0 and at most 1 when it comes from a script.
/// </summary>
/// <param name="Numerator">Chances that the event happens.</param>
/// <param name="Denominator">All chances; at least 1.</param>
public readonly record struct Rate(long Numerator, long Denominator)
{
    /// <summary>The rate as a number from 0 to 1, for display.</summary>
    public double Value => Denominator == 0 ? 0 : (double)Numerator / Denominator;

    /// <summary>The rate in Driver Verifier's unit, chances in 10,000, or null if it is not a whole number of them.</summary>
    public int? PerTenThousand => Denominator > 0 && Numerator * 10_000 % Denominator == 0 ? (int)(Numerator * 10_000 / Denominator) : null;

    /// <summary>Reduces a fraction to lowest terms.</summary>
    /// <param name="numerator">Chances that the event happens; at least 0.</param>
    /// <param name="denominator">All chances; at least 1.</param>
    /// <returns>The reduced rate.</returns>
    public static Rate Of(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        long a = numerator;
        long b = denominator;
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new Rate(numerator / a, denominator / a);
    }

    /// <summary>Prints the fraction, the one spelling that is exact.</summary>
    /// <returns>Such as <c>3/50</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{Numerator}/{Denominator}");
}
