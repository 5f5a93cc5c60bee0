namespace Verifier.Kernel;

/// <summary>
/// SCATTER_GATHER_LIST, a view of 0x10 bytes and its elements in simulated memory (harness/docs/facts/io.md#structure-layouts).
/// </summary>
[View(0x10)]
public readonly partial struct ScatterGatherList
{
    internal const int ElementBytes = 0x18;

    /// <summary>Number of ranges.</summary>
    [Field(0x00)] public partial uint NumberOfElements { get; }

    /// <summary>The logical address at which a range begins.</summary>
    public ulong GetAddress(int element) => Pointer.Read<ulong>(At(element));

    /// <summary>Bytes of a range.</summary>
    public uint GetLength(int element) => Pointer.Read<uint>(At(element) + 8);

    internal void Write(IReadOnlyList<DmaPiece> pieces)
    {
        Pointer.Write(0, (uint)pieces.Count);
        Pointer.Write(8, 0UL);
        for (var i = 0; i < pieces.Count; i++)
        {
            Pointer.Write(At(i), pieces[i].Address);
            Pointer.Write(At(i) + 8, pieces[i].Length);
            Pointer.Write(At(i) + 0x10, 0UL);
        }
    }

    private static long At(int element) => Bytes + (ElementBytes * (long)element);
}
