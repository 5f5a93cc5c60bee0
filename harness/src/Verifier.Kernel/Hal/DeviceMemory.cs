namespace Verifier.Kernel;

/// <summary>
/// The physical addresses of devices: what READ_REGISTER_XXX and WRITE_REGISTER_XXX reach through a mapping of MmMapIoSpace. Any other
/// address is memory, and is read and written as such.
/// </summary>
internal sealed class DeviceMemory(Machine machine) : IRegisterContents
{
    private readonly List<MemoryBank> _banks = [];

    /// <summary>The ranges that devices have.</summary>
    public IReadOnlyList<MemoryBank> Banks => _banks;

    /// <summary>Gives a device a range of physical addresses.</summary>
    public void Add(MemoryBank bank) => _banks.Add(bank);

    /// <summary>Reads 1, 2, 4 or 8 bytes at a virtual address; faults as any read does.</summary>
    public ulong Read(ulong address, int width)
    {
        machine.Call.CountAccess();
        machine.Memory.Touch(address, (ulong)width, MemoryAccess.Read);
        if (Find(address, width) is var (bank, offset))
        {
            return bank.Read(offset, width);
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        machine.Memory.CopyFrom(address, bytes[..width]);
        return BitConverter.ToUInt64(bytes);
    }

    /// <summary>Writes 1, 2, 4 or 8 bytes at a virtual address; faults as any write does.</summary>
    public void Write(ulong address, int width, ulong value)
    {
        machine.Call.CountAccess();
        machine.Memory.Touch(address, (ulong)width, MemoryAccess.Write);
        if (Find(address, width) is var (bank, offset))
        {
            bank.Write(offset, width, value);
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BitConverter.TryWriteBytes(bytes, value);
        machine.Memory.CopyTo(address, bytes[..width]);
    }

    /// <inheritdoc/>
    public void Fill(ulong number, Span<byte> page)
    {
        foreach (var bank in _banks)
        {
            bank.Fill(number << machine.Pages.Shift, page);
        }
    }

    public void Reset() => _banks.Clear();

    // The whole access must lie in one range.
    private (MemoryBank Bank, uint Offset)? Find(ulong address, int width)
    {
        var frame = machine.Pages.FrameOf(machine.Pages.PageOf(address));
        if (_banks.Count == 0 || !machine.PhysicalAddresses.IsRegister((int)frame))
        {
            return null;
        }

        var physical = machine.PhysicalAddresses.AddressOf(frame, address);
        var bank = _banks.Find(b => b.Addresses.Contains(physical) && b.Addresses.Contains(physical + (ulong)width - 1));
        return bank is null ? null : (bank, (uint)(physical - bank.Addresses.Start));
    }
}
