namespace Verifier.Kernel;

/// <summary>A variable that the kernel exports.</summary>
/// <param name="Name">The export's name.</param>
/// <param name="Width">Bytes of the variable.</param>
/// <param name="Value">Returns its value on a machine, where that fits into a register; null for a structure.</param>
internal sealed record DataExport(string Name, int Width, Func<Machine, ulong>? Value)
{
    /// <summary>Writes a structure into its place, whose bytes are zero before.</summary>
    public Action<Machine, Pointer>? Fill { get; init; }
}
