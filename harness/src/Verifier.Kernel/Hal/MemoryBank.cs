namespace Verifier.Kernel;

/// <summary>
/// A range of device memory. Its bytes are those of the pages that MmMapIoSpace maps, so that a driver that reads them without
/// READ_REGISTER_XXX sees the values too, though no read has an effect then.
/// </summary>
internal sealed class MemoryBank(Machine machine, SimulatedHardware hardware, DeviceRange range, ulong start) : RegisterBank(hardware, range, start)
{
    private readonly byte[] _boot = BootContents(range);

    /// <inheritdoc/>
    public override unsafe byte this[uint offset]
    {
        get => Page(offset) is >= 0 and var page ? *At(page, offset) : byte.MaxValue;
        set
        {
            if (Page(offset) is >= 0 and var page)
            {
                *At(page, offset) = value;
            }
        }
    }

    /// <summary>Gives a page its contents at boot, as far as they are the range's.</summary>
    public void Fill(ulong physical, Span<byte> page)
    {
        for (var i = 0; i < page.Length; i++)
        {
            if (Addresses.Contains(physical + (ulong)i))
            {
                page[i] = _boot[physical + (ulong)i - Addresses.Start];
            }
        }
    }

    // -1 when the machine has no page left for it: nothing is there, as behind an empty slot.
    private int Page(uint offset) => machine.PhysicalAddresses.RegisterPage((Addresses.Start + offset) >> machine.Pages.Shift);

    private unsafe byte* At(int page, uint offset) =>
        machine.Memory.Own(machine.Pages.AddressOf(page)) + machine.OffsetInPage(Addresses.Start + offset);
}
