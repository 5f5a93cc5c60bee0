namespace Verifier.Kernel;

/// <summary>SCATTER_GATHER_LIST, a view of 0x10 bytes and its elements in simulated memory (facts/wdm-io.md §7).</summary>
public readonly struct ScatterGatherList
{
    internal const int HeaderBytes = 0x10;
    internal const int ElementBytes = 0x18;

    internal ScatterGatherList(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>How many ranges.</summary>
    public uint NumberOfElements => Pointer.Read<uint>();

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

    private static long At(int element) => HeaderBytes + (ElementBytes * (long)element);
}
