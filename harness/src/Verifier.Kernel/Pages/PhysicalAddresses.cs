namespace Verifier.Kernel;

/// <summary>
/// Physical addresses as drivers see them. The pages of the page allocators come first, so that a driver that needs memory below 16 MiB
/// finds it; everything else in the region follows. Addresses beyond the region are device registers: pages with what the device has there
/// at boot, zero if nothing is said, kept for the whole run, as registers are.
/// </summary>
internal sealed class PhysicalAddresses(Machine machine)
{
    private readonly Dictionary<ulong, int> _registerPages = [];
    private readonly Dictionary<int, ulong> _registerNumbers = [];

    private long AllPages => HostRegion.Bytes >> machine.Pages.Shift;

    private long FirstPage => RegionLayout.Pages.Offset >> machine.Pages.Shift;

    /// <summary>The highest page frame number of memory.</summary>
    public ulong HighestFrameNumber => (ulong)AllPages - 1;

    /// <summary>The page frame number of the region page that holds the bytes.</summary>
    public ulong NumberOf(uint frame) =>
        _registerNumbers.TryGetValue((int)frame, out var number) ? number : (ulong)((frame - FirstPage + AllPages) % AllPages);

    /// <summary>The physical address of a byte that is present.</summary>
    public ulong AddressOf(uint frame, ulong address) =>
        (NumberOf(frame) << machine.Pages.Shift) | (address & (uint)(machine.Pages.PageSize - 1));

    /// <summary>True if this page frame number is memory, rather than a device's registers.</summary>
    public bool IsMemory(ulong number) => number <= HighestFrameNumber && !IsRegister(MemoryPage(number));

    /// <summary>The region page of a page frame number of memory, or of registers that have been touched; -1 for any other.</summary>
    public int PageOf(ulong number) => IsMemory(number) ? MemoryPage(number) : _registerPages.GetValueOrDefault(number, -1);

    /// <summary>True if this region page stands for a device's registers.</summary>
    public bool IsRegister(int page) => RegionLayout.Registers.Contains(machine.Pages.AddressOf(page));

    /// <summary>The region page that stands for a page of registers; -1 when the machine has no more of them.</summary>
    public int RegisterPage(ulong number)
    {
        if (_registerPages.TryGetValue(number, out var page))
        {
            return page;
        }

        if (_registerPages.Count >= RegionLayout.Registers.Length >> machine.Pages.Shift)
        {
            return -1;
        }

        page = machine.Pages.PageOf(RegionLayout.Registers.Address) + _registerPages.Count;
        machine.Pages.SetUnmapped(page, 1);
        Boot(page, number);
        _registerPages.Add(number, page);
        _registerNumbers.Add(page, number);
        return page;
    }

    public void Reset()
    {
        _registerPages.Clear();
        _registerNumbers.Clear();
    }

    private int MemoryPage(ulong number) => (int)(((long)number + FirstPage) % AllPages);

    private unsafe void Boot(int page, ulong number)
    {
        var bytes = new Span<byte>(machine.Memory.Own(machine.Pages.AddressOf(page)), machine.Pages.PageSize);
        bytes.Clear();
        machine.Part<IRegisterContents>(MachinePart.DeviceMemory).Fill(number, bytes);
    }
}
