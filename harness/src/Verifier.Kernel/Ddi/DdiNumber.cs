namespace Verifier.Kernel;

/// <summary>
/// The number of a routine wherever a number stands for it in what is kept, such as the hash of a trace: a hash of its name, so that it stays the
/// same when others are declared before it.
/// </summary>
internal static class DdiNumber
{
    private const uint Offset = 0x811C_9DC5, Prime = 0x0100_0193;

    /// <summary>The number for a name.</summary>
    public static uint Of(string name)
    {
        var hash = Offset;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * Prime);
        }

        return hash;
    }
}
