using System.Runtime.CompilerServices;

namespace Verifier.Kernel;

/// <summary>
/// The pools' memory and the table of its blocks, kept in step: finds memory for a request, fills it, notes the block; checks a block
/// that is given back and forgets it. Whether a caller may do what it does is decided before (<see cref="PoolAllocator"/>).
/// </summary>
internal sealed class PoolStore
{
    private const POOL_TYPE HeaderTypes = POOL_TYPE.PagedPool | POOL_TYPE.NonPagedPoolMustSucceed | POOL_TYPE.NonPagedPoolCacheAligned
        | POOL_TYPE.NonPagedPoolSession;

    private const uint QuotaBit = 8;
    private const uint VerifierBit = 64;
    private const ulong WrittenPastTheEnd = 0x51;
    private const ulong BadProcessPointer = 0x0D;

    private readonly Machine _machine;
    private readonly PoolGeometry _geometry;
    private ulong _process;

    public PoolStore(Machine machine, PoolGeometry geometry)
    {
        _machine = machine;
        _geometry = geometry;
        var corruption = new PoolCorruption(machine, geometry);
        NonPaged = new PoolArena(machine, geometry, corruption, RegionLayout.NonPagedPool, PageKind.NonPaged);
        Paged = new PoolArena(machine, geometry, corruption, RegionLayout.PagedPool, PageKind.Paged);
        Special = new SpecialPool(machine, geometry);
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

    /// <summary>The number of the live block that begins at an address (in special pool: whose page holds it); 0 or less for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong address, PoolArena? arena) =>
        arena is not null ? arena.Shadow.Find(address) : RegionLayout.SpecialPool.Contains(address) ? Special.Find(address) : 0;

    /// <summary>Fills a request: STATUS_SUCCESS, STATUS_INSUFFICIENT_RESOURCES or STATUS_QUOTA_EXCEEDED.</summary>
    public NTSTATUS Take(in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, out ulong address)
    {
        address = UsesSpecialPool(request, traits) ? TakeSpecial(request, owner, traits) : 0;
        if (address != 0)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        var arena = request.Type.IsPaged() ? Paged : NonPaged;
        if (request.Asks(PoolRequestOptions.HasPriority) && IsShortFor(request.Priority, arena))
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        if (request.Asks(PoolRequestOptions.Quota) && IsChargeable(request.Bytes))
        {
            traits |= PoolBlockTraits.Quota;
        }

        var extra = traits == PoolBlockTraits.None ? 0 : ExtraBytes(traits);
        return Math.Max(request.Bytes, 1) + extra <= (uint)_geometry.LargestWithinPage
            ? TakeBlock(arena, request, owner, traits, Math.Max(request.Bytes, 1) + extra, out address)
            : TakeRun(arena, request, owner, traits, out address);
    }

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
            arena!.Shadow.Set(address, BlockShadow.Freed);
            arena.ReturnRun(address, block.Bytes);
        }
        else
        {
            CheckBlock(arena!, block);
            arena!.Shadow.Set(address, BlockShadow.Freed);
            arena.ReturnBlock(address - (ulong)_geometry.HeaderBytes, block.Units);
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
        NonPaged.CheckAll();
        Paged.CheckAll();
        foreach (var index in Blocks.Live())
        {
            ref var block = ref Blocks[index];
            if (!block.Has(PoolBlockTraits.Run | PoolBlockTraits.Special))
            {
                CheckBlock(ArenaOf(block.Address)!, block);
            }
        }
    }

    public void Reset()
    {
        _geometry.Configure(_machine.Profile);
        var heads = _machine.Images.Kernel.Data.Address + KernelData.Bytes;
        _process = _machine.KernelData.ApplicationProcess;
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
        var typeBits = TypeBits(request.Type, traits);
        ulong entry;
        if (!request.Type.IsCacheAligned())
        {
            entry = arena.TakeBlock(units, typeBits, request.Tag);
        }
        else if (arena.FitsAligned(units))
        {
            entry = arena.TakeAlignedBlock(units, typeBits, request.Tag);
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
            arena.ReturnBlock(entry, units);
            return NTSTATUS.STATUS_QUOTA_EXCEEDED;
        }

        address = entry + (ulong)_geometry.HeaderBytes;
        Fill(address, request, charged - (ulong)_geometry.HeaderBytes);
        if ((traits & PoolBlockTraits.Quota) != 0)
        {
            _geometry.WritePointer(_geometry.After(entry, units) - (ulong)_geometry.PointerBytes, _process);
        }

        var index = Blocks.Add();
        arena.Shadow.Set(address, index);
        Note(index, request, owner, traits, address, charged).Units = units;
        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS TakeRun(PoolArena arena, in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, out ulong address)
    {
        BigNonPagedRequests += arena == NonPaged ? 1 : 0;
        address = request.Bytes <= (ulong)arena.Pages.Range.Length ? arena.TakeRun(request.Bytes) : 0;
        if (address == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var charged = arena.ChargeOfRun(request.Bytes);
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
        block.CallNumber = _machine.Gate.Calls;
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
            data = data[(int)request.Bytes..];
        }

        data.Fill(PoolGeometry.UninitialisedByte);
    }

    private void CheckBlock(PoolArena arena, in PoolBlockRecord block)
    {
        var entry = block.Address - (ulong)_geometry.HeaderBytes;
        arena.CheckLive(entry, block.Units, TypeBits(block.Type, block.Traits), block.Tag);
        if (block.Has(PoolBlockTraits.Tracked | PoolBlockTraits.Quota))
        {
            CheckEnd(block, _geometry.After(entry, block.Units));
        }
    }

    private void CheckEnd(in PoolBlockRecord block, ulong end)
    {
        if (block.Has(PoolBlockTraits.Quota))
        {
            end -= (ulong)_geometry.PointerBytes;
            var process = _geometry.ReadPointer(end);
            if (process != _process)
            {
                var why = $"The process pointer behind the block at 0x{block.Address:X} with tag {block.Tag} was overwritten.";
                throw _machine.BugCheck(
                    BugCheckCode.BAD_POOL_CALLER, BadProcessPointer, block.Address, block.Tag.Value, process, why);
            }
        }

        var dataEnd = block.Address + block.Bytes;
        var at = block.Has(PoolBlockTraits.Tracked)
            ? _geometry.Bytes(dataEnd, end - dataEnd).IndexOfAnyExcept(PoolGeometry.UninitialisedByte)
            : -1;
        if (at >= 0)
        {
            throw _machine.BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                WrittenPastTheEnd,
                block.Address,
                dataEnd + (ulong)at,
                block.ChargedBytes,
                $"A write {at:N0} bytes past the end of the block of {block.Bytes:N0} bytes at 0x{block.Address:X} with tag {block.Tag}.");
        }
    }

    private bool UsesSpecialPool(in PoolRequest request, PoolBlockTraits traits)
    {
        var isWanted = request.Asks(PoolRequestOptions.Special)
            || ((traits & PoolBlockTraits.Verified) != 0 && _machine.Verifies(DriverVerifierOptions.SpecialPool));
        return isWanted && Special.Fits(request.Bytes);
    }

    /// <summary>Is so little left that a request of this priority fails? A high one fails only when nothing is found.</summary>
    private bool IsShortFor(EX_POOL_PRIORITY priority, PoolArena arena)
    {
        var marks = _machine.Profile.WaterMarks;
        return priority < EX_POOL_PRIORITY.HighPoolPriority
            && (marks.Fails(priority, arena.Pages.Limit - arena.Pages.InUse, arena.Pages.Limit)
                || marks.Fails(priority, _machine.Physical.Available, _machine.Physical.Total));
    }

    /// <summary>Quota is for the requests of applications, and only for what shares a page (facts/pool-and-memory-api.md §2).</summary>
    private bool IsChargeable(ulong bytes) =>
        bytes <= (ulong)(_geometry.PageSize - _geometry.HeaderBytes - _geometry.PointerBytes) && !_machine.Scheduler.Current.IsSystem;

    /// <summary>A tracked block has room for a pointer behind its data, a charged one points to its process.</summary>
    private ulong ExtraBytes(PoolBlockTraits traits) =>
        (ulong)(((traits & PoolBlockTraits.Tracked) != 0 ? _geometry.PointerBytes : 0)
            + ((traits & PoolBlockTraits.Quota) != 0 ? _geometry.PointerBytes : 0));

    /// <summary>The type as a live block's header holds it: one more than the bits, so that it is never 0.</summary>
    private static uint TypeBits(POOL_TYPE type, PoolBlockTraits traits) =>
        ((uint)(type & HeaderTypes) | ((traits & PoolBlockTraits.Quota) != 0 ? QuotaBit : 0)
            | ((traits & PoolBlockTraits.Tracked) != 0 ? VerifierBit : 0)) + 1;
}
