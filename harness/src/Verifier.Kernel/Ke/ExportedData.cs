namespace Verifier.Kernel;

/// <summary>
/// Where the variables that the kernel exports are in memory. One gets its place when its address is asked for, in a page of the kernel's image, so
/// that a machine whose drivers ask for none is as it would be without.
/// </summary>
internal sealed class ExportedData(Machine machine)
{
    private const int BytesOfPlace = 16;

    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);
    private RegionRange _page;

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

    public void Reset() => _addresses.Clear();

    private ulong Place(DataExport variable)
    {
        var places = machine.Profile.PageSize / BytesOfPlace;
        if (_addresses.Count % places == 0)
        {
            _page = machine.Images.AddKernelPage();
        }

        var address = _page.Address + (ulong)(_addresses.Count % places * BytesOfPlace);
        var value = variable.Value(machine);
        machine.Memory.CopyTo(address, BitConverter.GetBytes(value).AsSpan(0, variable.Width));
        return address;
    }
}
