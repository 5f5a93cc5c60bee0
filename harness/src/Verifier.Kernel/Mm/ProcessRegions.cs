namespace Verifier.Kernel;

/// <summary>Memory of the application's that drivers allocate with ZwAllocateVirtualMemory.</summary>
internal sealed class ProcessRegions(Machine machine)
{
    private readonly Dictionary<ulong, ulong> _regions = [];

    /// <summary>
    /// Allocates whole pages. An address within memory that is allocated commits it, which it is; any other address is
    /// STATUS_CONFLICTING_ADDRESSES.
    /// </summary>
    public NTSTATUS Allocate(ref ulong address, ref ulong bytes)
    {
        if (address != 0)
        {
            var within = address;
            var (start, length) = _regions.FirstOrDefault(r => within >= r.Key && within - r.Key < r.Value);
            return length >= bytes && address - start <= length - bytes ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_CONFLICTING_ADDRESSES;
        }

        var pages = machine.PagesFor(bytes);
        address = machine.User.TryAllocatePages(pages);
        if (address == 0)
        {
            return NTSTATUS.STATUS_NO_MEMORY;
        }

        bytes = (ulong)pages << machine.Pages.Shift;
        _regions.Add(address, bytes);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Frees a region that begins at an address; what is freed is written to the variable of its size.</summary>
    public NTSTATUS Free(ulong address, ulong size, bool release)
    {
        var (start, bytes) = _regions.FirstOrDefault(r => address >= r.Key && address - r.Key < r.Value);
        if (bytes == 0)
        {
            return NTSTATUS.STATUS_MEMORY_NOT_ALLOCATED;
        }

        if (!release)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (start != address)
        {
            return NTSTATUS.STATUS_FREE_VM_NOT_AT_BASE;
        }

        _regions.Remove(start);
        machine.User.Free(start);
        machine.Memory.Write(size, bytes);
        return NTSTATUS.STATUS_SUCCESS;
    }

    public void Reset() => _regions.Clear();
}
