namespace Verifier.Kernel;

/// <summary>A register while the machine runs.</summary>
internal sealed class LiveRegister
{
    private readonly RegisterBank _bank;
    private readonly SimulatedHardware _hardware;
    private readonly DeviceRegister _declared;
    private readonly Queue<ulong> _reads;

    public LiveRegister(RegisterBank bank, SimulatedHardware hardware, DeviceRegister declared)
    {
        (_bank, _hardware, _declared) = (bank, hardware, declared);
        _reads = new Queue<ulong>(declared.Reads);
    }

    public string Name => _declared.Name;

    /// <summary>True if an access of some bytes touches it.</summary>
    public bool Overlaps(uint offset, int width) => offset < _declared.Offset + _declared.Width && _declared.Offset < offset + width;

    /// <summary>A driver reads it, or a part of it: the value of the whole access with the register's part replaced.</summary>
    public ulong Read(uint offset, int width, ulong value)
    {
        var stored = _bank.Stored(_declared.Offset, _declared.Width);
        var whole = _reads.TryDequeue(out var next) ? next : stored;
        var touched = Touched(offset, width);
        if ((_declared.ClearsOnRead & touched) != 0)
        {
            _bank.Store(_declared.Offset, _declared.Width, stored & ~(_declared.ClearsOnRead & touched));
        }

        return (value & ~Shifted(touched, offset)) | Shifted(whole & touched, offset);
    }

    /// <summary>A driver writes it, or a part of it.</summary>
    public void Write(uint offset, int width, ulong value)
    {
        var touched = Touched(offset, width);
        var written = Shifted(value, offset, toRegister: true) & touched;
        if (!_declared.IsReadOnly)
        {
            var plain = touched & ~(_declared.ClearsOnWrite | _declared.SetsOnWrite);
            var stored = _bank.Stored(_declared.Offset, _declared.Width);
            var changed = (stored & ~plain & ~(written & _declared.ClearsOnWrite)) | (written & (plain | _declared.SetsOnWrite));
            _bank.Store(_declared.Offset, _declared.Width, changed);
        }

        _hardware.Apply(_declared.WhenWritten);
    }

    /// <summary>The device changes it by itself.</summary>
    public void Change(DeviceChange change)
    {
        if (change.Value is { } value)
        {
            _bank.Store(_declared.Offset, _declared.Width, value);
        }

        foreach (var read in change.Reads)
        {
            _reads.Enqueue(read);
        }

        for (var i = 0; i < change.Bytes.Length; i++)
        {
            _bank[_declared.Offset + change.Offset + (uint)i] = change.Bytes.Span[i];
        }
    }

    // The register's bits that an access of some bytes touches.
    private ulong Touched(uint offset, int width)
    {
        var first = Math.Max(offset, _declared.Offset);
        var bytes = Math.Min(offset + (uint)width, _declared.Offset + (uint)_declared.Width) - first;
        return Ones((int)bytes) << (int)(8 * (first - _declared.Offset));
    }

    // From the register's bits to those of an access that begins at the offset, or back.
    private ulong Shifted(ulong bits, uint offset, bool toRegister = false)
    {
        var distance = 8 * ((int)_declared.Offset - (int)offset);
        var left = toRegister ? -distance : distance;
        return left >= 0 ? bits << left : bits >> -left;
    }

    private static ulong Ones(int bytes) => bytes == sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * bytes)) - 1;
}
