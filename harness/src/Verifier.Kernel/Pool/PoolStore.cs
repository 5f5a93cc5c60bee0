using System.Runtime.CompilerServices;

namespace Verifier.Kernel;

/// <summary>
/// The pools' memory and the table of its blocks, kept in step: finds memory for a request, fills it, notes the block; checks a block
/// that is given back and forgets it. Whether a caller may do what it does is decided before (<see cref="PoolAllocator"/>).
/// </summary>
internal sealed class PoolStore
{
    private readonly Machine _machine;
    private readonly PoolGeometry _geometry;
    private readonly PoolRequestRules _rules;
    private readonly PoolBlockEnd _end;

    public PoolStore(Machine machine, PoolGeometry geometry)
    {
        _machine = machine;
        _geometry = geometry;
        NonPaged = new PoolArena(machine, geometry, RegionLayout.NonPagedPool, PageKind.NonPaged);
        Paged = new PoolArena(machine, geometry, RegionLayout.PagedPool, PageKind.Paged);
        Special = new SpecialPool(machine, geometry);
        _rules = new PoolRequestRules(machine, geometry, Special);
        _end = new PoolBlockEnd(machine, geometry);
    }

    public PoolArena NonPaged { get; }

    public PoolArena Paged { get; }

    public SpecialPool Special { get; }

    public PoolBlockTable Blocks { get; } = new();

    public PoolTagTable Tags { get; } = new();

    public PoolQuota Quota { get; } = new();

    /// <summary>Nonpaged requests for whole pages in this run: a parameter of bug check 0x41.</summary>
    public long BigNonPagedRequests { get; private set; }

    /// <summary>The pool whose range holds an address; null outside of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PoolArena? ArenaOf(ulong address) =>
        RegionLayout.NonPagedPool.Contains(address) ? NonPaged : RegionLayout.PagedPool.Contains(address) ? Paged : null;

    /// <summary>The number of the live block that begins at an address (in special pool: in whose page it is); 0 or less: none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong address, PoolArena? arena) =>
        arena is not null ? arena.Shadow.Find(address) : RegionLayout.SpecialPool.Contains(address) ? Special.Find(address) : 0;

    /// <summary>Fills a request: STATUS_SUCCESS, STATUS_INSUFFICIENT_RESOURCES or STATUS_QUOTA_EXCEEDED.</summary>
    public NTSTATUS Take(in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, out ulong address)
    {
        address = _rules.UsesSpecialPool(request, traits) ? TakeSpecial(request, owner, traits) : 0;
        if (address != 0)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        var arena = request.Type.IsPaged() ? Paged : NonPaged;
        if (request.Asks(PoolRequestOptions.HasPriority) && _rules.IsShortFor(request.Priority, arena))
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        if (request.Asks(PoolRequestOptions.Quota) && _rules.IsChargeable(request.Bytes))
        {
            traits |= PoolBlockTraits.Quota;
        }

        var extra = traits == PoolBlockTraits.None ? 0 : _end.ExtraBytes(traits);
        return Math.Max(request.Bytes, 1) + extra <= (uint)_geometry.LargestWithinPage
            ? TakeBlock(arena, request, owner, traits, Math.Max(request.Bytes, 1) + extra, out address)
            : TakeRun(arena, request, owner, traits, out address);
    }

    /// <summary>True if a request with quota is charged to the process that runs now.</summary>
    public bool IsQuotaCharged(ulong bytes) => _rules.IsChargeable(bytes);

    /// <summary>Checks a live block's memory and gives it back; for special pool the address is what the caller gave.</summary>
    public void Release(ulong address, PoolArena? arena, int index)
    {
        ref var block = ref Blocks[index];
        if (block.Has(PoolBlockTraits.Special))
        {
            Special.Free(address, block);
        }
        else if (block.Has(PoolBlockTraits.Run))
        {
            arena!.Shadow.Set(address, BlockShadow.FreedBy(_machine.CurrentDdi, _machine.Call.Number));
            arena.Runs.Return(address, block.Bytes);
            _machine.Freed.PagesGone(address, block.Bytes);
        }
        else
        {
            CheckBlock(arena!, block);
            arena!.Shadow.Set(address, BlockShadow.FreedBy(_machine.CurrentDdi, _machine.Call.Number));
            arena.Blocks.ReturnBlock(address - (ulong)_geometry.HeaderBytes, block.Units);
        }

        if (block.Has(PoolBlockTraits.Quota))
        {
            Quota.Return(block.Type.IsPaged(), block.ChargedBytes);
        }

        Tags.Freed(block.TagSlot, block.ChargedBytes);
        block.Owner?.PoolCounters.Freed(block);
        Blocks.Remove(index);
    }

    /// <summary>Looks at all headers, all free memory and behind all blocks; stops the machine where a driver has written.</summary>
    public void CheckIntegrity()
    {
        NonPaged.Blocks.CheckAll();
        Paged.Blocks.CheckAll();
        foreach (var index in Blocks.Live())
        {
            ref var block = ref Blocks[index];
            if (!block.Has(PoolBlockTraits.Run | PoolBlockTraits.Special))
            {
                CheckBlock(ArenaOf(block.Address)!, block);
            }
        }
    }

    /// <summary>Counts big nonpaged requests that were passed over.</summary>
    public void CountBig(long requests) => BigNonPagedRequests += requests;

    public void Reset()
    {
        _geometry.Configure(_machine.Profile);
        var heads = _machine.Images.Kernel.Data.Address + ImageLoader.KernelDataBytes;
        NonPaged.Reset(_machine.Profile, _machine.Profile.NonPagedPoolBytes, heads);
        Paged.Reset(_machine.Profile, _machine.Profile.PagedPoolBytes, heads + PoolDescriptor.HeadBytes);
        Special.Reset();
        Blocks.Reset();
        Tags.Reset();
        Quota.Reset();
        BigNonPagedRequests = 0;
    }

    private NTSTATUS TakeBlock(
        PoolArena arena, in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, ulong bytes, out ulong address)
    {
        var units = _geometry.UnitsFor(bytes);
        var typeBits = PoolRequestRules.TypeBits(request.Type, traits);
        ulong entry;
        if (!request.Type.IsCacheAligned())
        {
            entry = arena.Blocks.TakeBlock(units, typeBits, request.Tag);
        }
        else if (arena.Blocks.FitsAligned(units))
        {
            entry = arena.Blocks.TakeAlignedBlock(units, typeBits, request.Tag);
        }
        else
        {
            // Only a page of its own begins at a cache line and has room for it.
            return TakeRun(arena, request, owner, traits & ~PoolBlockTraits.Quota, out address);
        }

        address = 0;
        if (entry == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var charged = (ulong)units << _geometry.UnitShift;
        if ((traits & PoolBlockTraits.Quota) != 0 && !Quota.TryCharge(request.Type.IsPaged(), charged))
        {
            arena.Blocks.ReturnBlock(entry, units);
            return NTSTATUS.STATUS_QUOTA_EXCEEDED;
        }

        address = entry + (ulong)_geometry.HeaderBytes;
        Fill(address, request, charged - (ulong)_geometry.HeaderBytes);
        if ((traits & PoolBlockTraits.Quota) != 0)
        {
            _end.WriteProcess(_geometry.After(entry, units));
        }

        var index = Blocks.Add();
        arena.Shadow.Set(address, index);
        Note(index, request, owner, traits, address, charged).Units = units;
        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS TakeRun(PoolArena arena, in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, out ulong address)
    {
        BigNonPagedRequests += arena == NonPaged ? 1 : 0;
        address = request.Bytes <= (ulong)arena.Pages.Range.Length ? arena.Runs.Take(request.Bytes) : 0;
        if (address == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var charged = arena.Runs.Charge(request.Bytes);
        Fill(address, request, charged);
        var index = Blocks.Add();
        arena.Shadow.Set(address, index);
        Note(index, request, owner, (traits | PoolBlockTraits.Run) & ~PoolBlockTraits.Quota, address, charged);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private ulong TakeSpecial(in PoolRequest request, DriverImage? owner, PoolBlockTraits traits)
    {
        var index = Blocks.Add();
        var address = Special.Take(request, index);
        if (address == 0)
        {
            Blocks.Remove(index);
            return 0;
        }

        Note(index, request, owner, traits | PoolBlockTraits.Special, address, (ulong)_geometry.PageSize);
        return address;
    }

    private ref PoolBlockRecord Note(
        int index, in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, ulong address, ulong charged)
    {
        ref var block = ref Blocks[index];
        block.Address = address;
        block.Bytes = request.Bytes;
        block.ChargedBytes = charged;
        block.CallNumber = _machine.Call.Number;
        if (block.Owner != owner)
        {
            block.Owner = owner;
        }

        if (block.AcquiredBy != _machine.CurrentDdi)
        {
            block.AcquiredBy = _machine.CurrentDdi;
        }

        block.Type = request.Type;
        block.Tag = request.Tag;
        block.Traits = traits;
        block.TagSlot = Tags.Allocated(request.Tag, request.Type.IsPaged(), charged);
        owner?.PoolCounters.Allocated(block);
        return ref block;
    }

    private void Fill(ulong address, in PoolRequest request, ulong room)
    {
        if (request.Asks(PoolRequestOptions.Unfilled))
        {
            return;
        }

        var data = _geometry.Bytes(address, room);
        if (request.Asks(PoolRequestOptions.Zero))
        {
            data[..(int)request.Bytes].Clear();
            data[(int)request.Bytes..].Fill(PoolGeometry.UninitialisedByte);
            return;
        }

        data.Fill(PoolGeometry.UninitialisedByte);
        if (_machine.Uninitialised.Next(request.KindOfMemory, address, request.Bytes, request.Tag) is { } other)
        {
            // What is behind the bytes asked for is the allocator's: by it a write over the end is found.
            data[..(int)request.Bytes].Fill(other);
        }
    }

    private void CheckBlock(PoolArena arena, in PoolBlockRecord block)
    {
        var entry = block.Address - (ulong)_geometry.HeaderBytes;
        arena.Blocks.CheckLive(entry, block.Units, PoolRequestRules.TypeBits(block.Type, block.Traits), block.Tag);
        if (block.Has(PoolBlockTraits.Tracked | PoolBlockTraits.Quota))
        {
            _end.Check(block, _geometry.After(entry, block.Units));
        }
    }
}
