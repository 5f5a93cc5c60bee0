namespace Verifier.Scenarios.Model;

/// <summary>Part <paramref name="Index"/> of <paramref name="Count"/> equal parts; the same subset on every machine.</summary>
/// <param name="Index">1-based part.</param>
/// <param name="Count">Number of parts, at least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Everything: 1/1.</summary>
    public static Shard Whole { get; } = new(1, 1);
}
