namespace Verifier.Engine.Planning;

/// <summary>
/// The only randomness there is: SplitMix64 (Steele, Lea, Flood 2014), seeded by the plan. A rule has a stream of its own, so that one
/// rule's throws do not move another's.
/// </summary>
internal struct Dice
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _state;

    public Dice(ulong seed, int stream)
    {
        _state = seed + (Step * (ulong)(stream + 1));
        _state = Next();
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += Step;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>True with the chance numerator in denominator.</summary>
    public bool Throw(long numerator, long denominator) => (long)(Next() % (ulong)denominator) < numerator;
}
