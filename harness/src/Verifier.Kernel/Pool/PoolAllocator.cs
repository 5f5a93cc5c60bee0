using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>Executive pool: what drivers and the kernel itself allocate from.</summary>
internal sealed unsafe class PoolAllocator(Machine machine)
{
    private const byte Uninitialised = 0xCB;

    private readonly Dictionary<ulong, (ulong Bytes, ulong Charged, POOL_TYPE Type, PoolTag Tag)> _live = [];
    private readonly HashSet<ulong> _freed = [];
    private readonly Dictionary<(bool Paged, ulong Charged), Stack<ulong>> _reusable = [];
    private readonly ulong[] _next = new ulong[2];

    /// <summary>Memory for the kernel's own objects, zeroed; 0 when the pool is exhausted. Never failed by injection.</summary>
    public ulong AllocateForKernel(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        var address = Take(type, bytes, tag);
        if (address != 0)
        {
            new Span<byte>(machine.Memory.Own(address), (int)bytes).Clear();
        }

        return address;
    }

    /// <summary>Gives back what <see cref="AllocateForKernel"/> gave.</summary>
    public void FreeForKernel(ulong address) => Return(address);

    /// <summary>A driver's request: 0 or an exception when it cannot be filled.</summary>
    public ulong Allocate(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        var address = Take(type, bytes, tag);
        if (address == 0 && type.RaisesOnFailure())
        {
            throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }

        return address;
    }

    /// <summary>A driver's free; with a tag it must be the one of the allocation.</summary>
    public void Free(ulong address, PoolTag? tag)
    {
        if (!_live.TryGetValue(address, out var block))
        {
            const ulong invalid = 0x46, alreadyFree = 0x07;
            throw _freed.Contains(address)
                ? machine.BugCheck(BugCheckCode.BAD_POOL_CALLER, alreadyFree, 0, 0, address)
                : machine.BugCheck(BugCheckCode.BAD_POOL_CALLER, invalid, address);
        }

        if (tag is { } given && given != block.Tag)
        {
            const ulong wrongTag = 0x0A;
            throw machine.BugCheck(BugCheckCode.BAD_POOL_CALLER, wrongTag, address, block.Tag.Value, given.Value);
        }

        Return(address);
    }

    public void Reset()
    {
        _live.Clear();
        _freed.Clear();
        _reusable.Clear();
        _next.AsSpan().Clear();
    }

    private ulong Take(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        var page = (ulong)machine.Profile.PageSize;
        var limit = (ulong)(type.IsPaged() ? machine.Profile.PagedPoolBytes : machine.Profile.NonPagedPoolBytes);
        if (bytes > limit)
        {
            return 0;
        }

        var unit = bytes >= page ? page : (ulong)machine.Profile.PoolGranularity;
        var charged = (Math.Max(bytes, 1) + unit - 1) / unit * unit;
        ref var free = ref CollectionsMarshal.GetValueRefOrAddDefault(_reusable, (type.IsPaged(), charged), out _);
        var address = free is { Count: > 0 } ? free.Pop() : Extend(type, charged, limit);
        if (address != 0)
        {
            _freed.Remove(address);
            _live.Add(address, (bytes, charged, type, tag));
            new Span<byte>(machine.Memory.Own(address), (int)bytes).Fill(Uninitialised);
        }

        return address;
    }

    private ulong Extend(POOL_TYPE type, ulong charged, ulong limit)
    {
        var page = (ulong)machine.Profile.PageSize;
        var range = type.IsPaged() ? RegionLayout.PagedPool : RegionLayout.NonPagedPool;
        ref var next = ref _next[type.IsPaged() ? 1 : 0];
        var start = next % page + charged > page ? (next + page - 1) / page * page : next;
        if (start + charged > limit || !machine.Physical.TryTake((long)(Pages(start + charged) - Pages(next))))
        {
            return 0;
        }

        var first = Pages(next);
        machine.Pages.Set(
            machine.Pages.PageOf(range.Address) + (int)first, (int)(Pages(start + charged) - first), type.IsPaged() ? PageKind.Paged : PageKind.NonPaged);
        next = start + charged;
        return range.Address + start;
    }

    private ulong Pages(ulong bytes) => (bytes + (ulong)machine.Profile.PageSize - 1) / (ulong)machine.Profile.PageSize;

    private void Return(ulong address)
    {
        if (_live.Remove(address, out var block))
        {
            _freed.Add(address);
            ref var free = ref CollectionsMarshal.GetValueRefOrAddDefault(_reusable, (block.Type.IsPaged(), block.Charged), out _);
            (free ??= new Stack<ulong>()).Push(address);
        }
    }
}
