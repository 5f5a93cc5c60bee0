namespace Verifier.Kernel;

/// <summary>Bump allocator to be replaced.</summary>
internal sealed class PoolAllocator(Machine machine)
{
    private ulong _next;

    public ulong Allocate(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        _ = tag;
        var range = type.IsPaged() ? RegionLayout.PagedPool : RegionLayout.NonPagedPool;
        var pages = (int)((bytes + (ulong)machine.Profile.PageSize - 1) / (ulong)machine.Profile.PageSize);
        var address = range.Address + _next;
        machine.Pages.Set(machine.Pages.PageOf(address), pages, type.IsPaged() ? PageKind.Paged : PageKind.NonPaged);
        _next += (ulong)(pages * machine.Profile.PageSize);
        return address;
    }

    public void Reset() => _next = 0;
}
