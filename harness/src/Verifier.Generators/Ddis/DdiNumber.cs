namespace Verifier.Generators.Ddis;

/// <summary>
/// The number of a routine wherever a number stands for it in what is kept, such as the hash of a trace: the FNV-1a hash of its name, so
/// that it stays the same when other routines are declared.
/// </summary>
internal static class DdiNumber
{
    private const uint Offset = 0x811C_9DC5, Prime = 0x0100_0193;

    /// <summary>The number for a name.</summary>
    public static uint Of(string name) => name.Aggregate(Offset, (hash, c) => unchecked((hash ^ c) * Prime));
}
