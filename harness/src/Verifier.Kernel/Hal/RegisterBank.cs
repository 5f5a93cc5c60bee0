namespace Verifier.Kernel;

/// <summary>A range of a device while the machine runs: its bytes, and registers that do more than keep them.</summary>
internal abstract class RegisterBank
{
    private readonly LiveRegister[] _registers;

    protected RegisterBank(SimulatedHardware hardware, DeviceRange range, ulong start)
    {
        Name = range.Name;
        Addresses = new AddressRange(start, range.Length);
        _registers = [.. range.Registers.Select(r => new LiveRegister(this, hardware, r))];
    }

    /// <summary>Its name; null if nothing refers to it.</summary>
    public string? Name { get; }

    /// <summary>Its addresses: ports or physical addresses.</summary>
    public AddressRange Addresses { get; }

    /// <summary>Its registers.</summary>
    public IEnumerable<LiveRegister> Registers => _registers;

    /// <summary>One byte as it is now, without the effects of a read.</summary>
    public abstract byte this[uint offset] { get; set; }

    /// <summary>A driver's read of up to eight bytes that lie in the range, the lowest byte first.</summary>
    public ulong Read(uint offset, int width)
    {
        var value = Stored(offset, width);
        foreach (var register in _registers)
        {
            if (register.Overlaps(offset, width))
            {
                value = register.Read(offset, width, value);
            }
        }

        return value;
    }

    /// <summary>A driver's write of up to eight bytes that lie in the range.</summary>
    public void Write(uint offset, int width, ulong value)
    {
        for (var i = 0; i < width; i++)
        {
            var at = offset + (uint)i;
            if (!Array.Exists(_registers, r => r.Overlaps(at, 1)))
            {
                this[at] = (byte)(value >> (8 * i));
            }
        }

        foreach (var register in _registers)
        {
            if (register.Overlaps(offset, width))
            {
                register.Write(offset, width, value);
            }
        }
    }

    /// <summary>Bytes as they are now, without the effects of a read.</summary>
    public ulong Stored(uint offset, int width)
    {
        var value = 0UL;
        for (var i = 0; i < width; i++)
        {
            value |= (ulong)this[offset + (uint)i] << (8 * i);
        }

        return value;
    }

    /// <summary>Sets bytes, without the effects of a write.</summary>
    public void Store(uint offset, int width, ulong value)
    {
        for (var i = 0; i < width; i++)
        {
            this[offset + (uint)i] = (byte)(value >> (8 * i));
        }
    }

    /// <summary>The bytes of a range at boot.</summary>
    protected static byte[] BootContents(DeviceRange range)
    {
        var bytes = new byte[range.Length];
        range.Contents.Span.CopyTo(bytes);
        foreach (var register in range.Registers)
        {
            for (var i = 0; register.Value is { } value && i < register.Width; i++)
            {
                bytes[register.Offset + i] = (byte)(value >> (8 * i));
            }
        }

        return bytes;
    }
}
