namespace Verifier.Kernel;

/// <summary>The buffer of an MDL, or of a chain of them, as pieces that a device can reach.</summary>
internal static class DmaBuffer
{
    private const MDL_FLAGS Locked = MDL_FLAGS.MDL_PAGES_LOCKED | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL | MDL_FLAGS.MDL_PARTIAL;

    /// <summary>The rules for a buffer: some bytes, locked, and within the MDL.</summary>
    public static void Check(Machine machine, Mdl mdl, ulong va, uint length, string routine)
    {
        if (length == 0)
        {
            machine.BreakDma(Stops.Dma.ZeroLength(mdl.Pointer, va), $"{routine} was asked for a transfer of no bytes.");
        }

        if (!mdl.Has(Locked))
        {
            machine.BreakDma(Stops.Dma.NotLocked(mdl.Pointer, va, length), $"{routine} was called with a buffer that is not locked.");
        }

        if (va - mdl.VirtualAddress >= mdl.ByteCount)
        {
            machine.BreakDma(Stops.Dma.OutsideMdl(mdl.Pointer, va, length), $"{routine} was called for an address outside the MDL.");
        }
    }

    /// <summary>
    /// The pieces of a part of the buffer, neighbours merged; fewer bytes than asked for when the chain is shorter.
    /// </summary>
    public static List<DmaPiece> Pieces(Machine machine, Mdl mdl, ulong va, uint length)
    {
        var pieces = new List<DmaPiece>();
        foreach (var (one, offset, part) in Parts(mdl, va, length))
        {
            AddPages(machine, pieces, one, one.ByteOffset + offset, part);
        }

        return pieces;
    }

    /// <summary>Pages that a part of the buffer touches, MDL by MDL: the most pieces that it can have.</summary>
    public static long PagesOf(Machine machine, Mdl mdl, ulong va, uint length) =>
        Parts(mdl, va, length).Sum(p => machine.SpanPages(p.Mdl.ByteOffset + p.Offset, p.Length));

    /// <summary>True if the chain has so many bytes from an address on.</summary>
    public static bool Holds(Mdl mdl, ulong va, uint length) => Parts(mdl, va, length).Sum(p => p.Length) >= length;

    /// <summary>Bytes in the pieces.</summary>
    public static uint LengthOf(List<DmaPiece> pieces) => (uint)pieces.Sum(p => p.Length);

    /// <summary>A transfer from a device: the device writes to a part of the buffer.</summary>
    public static void NoteWritten(Machine machine, Mdl mdl, ulong va, uint length)
    {
        if (machine.Uninitialised.DeviceObserver is not { } observer || mdl.IsNull || va - mdl.VirtualAddress >= mdl.ByteCount)
        {
            return;
        }

        foreach (var piece in Pieces(machine, mdl, va, length))
        {
            var page = machine.PhysicalAddresses.PageOf(piece.Address >> machine.Pages.Shift);
            if (page >= 0)
            {
                observer(machine.Pages.AddressOf(page) + machine.OffsetInPage(piece.Address), piece.Length);
            }
        }
    }

    private static IEnumerable<(Mdl Mdl, ulong Offset, uint Length)> Parts(Mdl mdl, ulong va, uint length)
    {
        var offset = va - mdl.VirtualAddress;
        for (var left = length; left > 0 && !mdl.IsNull; mdl = mdl.Next, offset = 0)
        {
            if (offset < mdl.ByteCount)
            {
                var part = (uint)Math.Min(left, mdl.ByteCount - offset);
                yield return (mdl, offset, part);
                left -= part;
            }
        }
    }

    private static void AddPages(Machine machine, List<DmaPiece> pieces, Mdl mdl, ulong fromStart, uint length)
    {
        while (length > 0)
        {
            var within = machine.OffsetInPage(fromStart);
            var part = Math.Min(length, (uint)machine.Pages.PageSize - within);
            var address = (mdl.GetPfn((int)(fromStart >> machine.Pages.Shift)) << machine.Pages.Shift) | within;
            if (pieces.Count > 0 && pieces[^1] is var last && last.Address + last.Length == address)
            {
                pieces[^1] = last with { Length = last.Length + part };
            }
            else
            {
                pieces.Add(new DmaPiece(address, part));
            }

            fromStart += part;
            length -= part;
        }
    }
}
