namespace Verifier.Engine.Observation;

/// <summary>FNV-1a over text: the same in every process, which string.GetHashCode is not.</summary>
internal static class StableHash
{
    private const ulong Offset = 0xCBF2_9CE4_8422_2325, Prime = 0x100_0000_01B3;

    public static ulong Of(string text) => Combine(Offset, text, 0);

    public static ulong Combine(ulong hash, string text, int number)
    {
        unchecked
        {
            foreach (var c in text)
            {
                hash = (hash ^ c) * Prime;
            }

            return (hash ^ (uint)number) * Prime;
        }
    }

    /// <summary>Mixes the bits, so that a remainder of the hash is as good as the hash: FNV's last step leaves patterns in it.</summary>
    public static ulong Spread(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xFF51_AFD7_ED55_8CCD;
            return hash ^ (hash >> 33);
        }
    }
}
