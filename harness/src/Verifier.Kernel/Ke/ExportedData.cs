namespace Verifier.Kernel;

/// <summary>
/// The variables that the kernel exports, in memory. One gets its place when its address is asked for, in a page of the kernel's image, so
/// that a machine whose drivers ask for none is as it would be without.
/// </summary>
internal sealed class ExportedData(Machine machine)
{
    private const int BytesOfPlace = 16;

    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);
    private ulong _free;
    private ulong _end;
    private ulong _ticks;

    /// <summary>The address of a variable; 0 when the kernel exports none of the name.</summary>
    public ulong AddressOf(string name)
    {
        if (!_addresses.TryGetValue(name, out var address) && Array.Find(DataExports.All, d => d.Name == name) is { } variable)
        {
            address = Place(variable);
            _addresses.Add(name, address);
        }

        return address;
    }

    /// <summary>A driver is about to look: what counts time says what the clock says. Nothing where no driver asked for such a variable.</summary>
    public void Refresh()
    {
        if (_ticks != 0)
        {
            KernelVariables.KeTickCount(machine, new Pointer(machine, _ticks));
        }
    }

    public void Reset()
    {
        _addresses.Clear();
        (_free, _end, _ticks) = (0, 0, 0);
    }

    private ulong Place(DataExport variable)
    {
        var bytes = (ulong)((variable.Width + BytesOfPlace - 1) & -BytesOfPlace);
        if (_end - _free < bytes)
        {
            var page = machine.Images.AddKernelPage();
            (_free, _end) = (page.Address, page.End);
        }

        var address = _free;
        _free += bytes;
        if (variable.Value is { } value)
        {
            machine.Memory.CopyTo(address, BitConverter.GetBytes(value(machine)).AsSpan(0, variable.Width));
        }
        else
        {
            variable.Fill!(machine, new Pointer(machine, address));
            _ticks = variable.Name == nameof(KernelVariables.KeTickCount) ? address : _ticks;
        }

        return address;
    }
}
