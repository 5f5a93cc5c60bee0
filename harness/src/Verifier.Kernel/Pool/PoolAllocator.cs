namespace Verifier.Kernel;

/// <summary>
/// Executive pool: what drivers and the kernel itself allocate from. The memory is laid out as NT lays it out (<see cref="PoolArena"/>);
/// who owns which block is noted beside it (<see cref="PoolBlockTable"/>), always, so that leaks and misuse are known for what they are.
/// </summary>
internal sealed class PoolAllocator
{
    private readonly Machine _machine;
    private readonly PoolStore _store;
    private readonly PoolRequestCheck _check;
    private readonly PoolFreeDiagnosis _diagnosis;

    public PoolAllocator(Machine machine)
    {
        _machine = machine;
        var geometry = new PoolGeometry(machine.Memory);
        _store = new PoolStore(machine, geometry);
        _check = new PoolRequestCheck(machine);
        _diagnosis = new PoolFreeDiagnosis(machine, geometry, _store.Blocks);
        Census = new PoolCensus(machine, _store);
        Pressure = new PoolPressure(machine, _store);
    }

    /// <summary>The blocks and bytes of each owner and tag.</summary>
    public PoolCensus Census { get; }

    /// <summary>Other consumers of memory.</summary>
    public PoolPressure Pressure { get; }

    /// <summary>The quota of the requesting process.</summary>
    public PoolQuota Quota => _store.Quota;

    /// <summary>True if a request of this size with quota is charged to the process that runs now.</summary>
    public bool IsQuotaCharged(ulong bytes) => _store.IsQuotaCharged(bytes);

    /// <summary>Blocks in pages of their own.</summary>
    public SpecialPool Special => _store.Special;

    /// <summary>
    /// Memory for the kernel's own objects, zeroed, from special pool if there is room and <paramref name="special"/> asks for it; 0 when
    /// the pool is exhausted. Never failed by injection.
    /// </summary>
    public ulong AllocateForKernel(POOL_TYPE type, ulong bytes, PoolTag tag, bool special = false)
    {
        var options = special ? PoolRequestOptions.Zero | PoolRequestOptions.Special : PoolRequestOptions.Zero;
        var request = new PoolRequest(type, bytes, tag) { Options = options };
        _store.Take(request, null, PoolBlockTraits.None, out var address);
        if (address == 0 && _machine.Caller is null or { IsKernel: true })
        {
            _machine.NoteShortage();
        }

        return address;
    }

    /// <summary>
    /// The I/O manager's copy of a buffered transfer, uninitialised; the calling driver's own block if it <paramref name="isDrivers"/>. 0
    /// when the pool is exhausted. Never failed by injection.
    /// </summary>
    public ulong AllocateSystemBuffer(ulong bytes, PoolTag tag, bool isDrivers)
    {
        var owner = isDrivers && _machine.Caller is { IsKernel: false } caller ? caller : null;
        var request = new PoolRequest(POOL_TYPE.NonPagedPool, bytes, tag) { Options = PoolRequestOptions.SystemBuffer };
        _store.Take(request, owner, owner is null ? PoolBlockTraits.None : TraitsFor(owner, bytes), out var address);
        return address;
    }

    /// <summary>
    /// Memory that a kernel routine hands to the calling driver to free with ExFreePool; zeroed, 0 when the pool is exhausted. It is the
    /// driver's block from then on.
    /// </summary>
    public ulong AllocateForCaller(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        var owner = _machine.Caller is { IsKernel: false } caller ? caller : null;
        var request = new PoolRequest(type, bytes, tag) { Options = PoolRequestOptions.Zero };
        _store.Take(request, owner, TraitsFor(owner, bytes), out var address);
        return address;
    }

    /// <summary>The kernel frees a block, its own or one that a driver left to it. Checks the memory but neither IRQL nor tag.</summary>
    public void FreeForKernel(ulong address)
    {
        var arena = _store.ArenaOf(address);
        _store.Release(address, arena, LiveBlock(address, arena));
    }

    /// <summary>The same for memory that a routine has handed out, whose objects the driver must have ended.</summary>
    public void FreeHandedOut(ulong address, string what)
    {
        var arena = _store.ArenaOf(address);
        var index = LiveBlock(address, arena);
        _machine.Lifetimes.Returned(address, _store.Blocks[index].Bytes, what);
        _store.Release(address, arena, index);
    }

    /// <summary>The request of ExAllocatePoolWithTag: 0, or an exception if the type asks for one, when it cannot be filled.</summary>
    public ulong Allocate(POOL_TYPE type, ulong bytes, PoolTag tag)
    {
        var status = TryAllocate(new PoolRequest(type, bytes, tag) { Options = ZeroOption(type) }, out var address);
        return status == NTSTATUS.STATUS_SUCCESS || !type.RaisesOnFailure() ? address : throw new KernelException(status);
    }

    /// <summary>The checks of a request, which come before an injected failure.</summary>
    public void Check(in PoolRequest request) => _check.Check(request);

    /// <summary>The check of a request's IRQL alone.</summary>
    public void CheckIrql(in PoolRequest request) => _check.CheckIrql(request);

    /// <summary>
    /// The option to zero a block, if POOL_ZERO_ALLOCATION is set and honoured; kernels before 10-2004 do not know the bit.
    /// </summary>
    public PoolRequestOptions ZeroOption(POOL_TYPE type) =>
        type.IsZeroed() && _machine.Profile.Version >= WindowsVersion.Windows10_2004 ? PoolRequestOptions.Zero : PoolRequestOptions.None;

    /// <summary>
    /// A driver's request, checked: STATUS_SUCCESS, STATUS_INSUFFICIENT_RESOURCES or STATUS_QUOTA_EXCEEDED; the routine makes its own
    /// shape of it.
    /// </summary>
    public NTSTATUS TryAllocate(in PoolRequest request, out ulong address)
    {
        _check.Check(request);
        var owner = _machine.Caller is { IsKernel: false } caller ? caller : null;
        var traits = TraitsFor(owner, request.Bytes);
        if (traits != PoolBlockTraits.None)
        {
            CountAttempt(owner!.PoolCounters, request, traits);
        }

        var status = _store.Take(request, owner, traits, out address);
        return address != 0 ? status : Failed(request, owner, traits, status);
    }

    /// <summary>A driver's free; a tag that is given and not 0 must be the block's. Misuse stops the machine.</summary>
    public void Free(ulong address, PoolTag? tag = null)
    {
        var arena = _store.ArenaOf(address);
        var index = LiveBlock(address, arena);
        ref var block = ref _store.Blocks[index];
        if (_machine.Irql > KIRQL.PASSIVE_LEVEL)
        {
            CheckFreeIrql(block);
        }

        if (tag is { Value: not 0 } given && given != block.Tag)
        {
            throw _diagnosis.BadTag(block, given);
        }

        if (block.Owner is not null)
        {
            MemoryContracts.Verify(_machine, block);
        }
        else if (CheckKernelBlock(block))
        {
            // The object stays: the driver has lost it, but the kernel goes on with it.
            return;
        }

        _machine.Lifetimes.BlockFreed(block.Address, block.Bytes, block.Tag, block.Type);
        _store.Release(address, arena, index);
    }

    /// <summary>The live block that begins at an address; no block of any meaning when there is none.</summary>
    public ref readonly PoolBlockRecord TryFind(ulong address, out bool isLive)
    {
        var index = _store.Find(address, _store.ArenaOf(address));
        isLive = index > 0 && _store.Blocks[index].Address == address;
        return ref _store.Blocks[Math.Max(index, 0)];
    }

    /// <summary>The number of the nearest block before an address, in its page; null outside of the pools.</summary>
    public int? ShadowBefore(ulong address) => _store.ArenaOf(address)?.Shadow.FindBefore(address);

    /// <summary>
    /// Driver Verifier's pool tracking at unload: bug check 0xC4/0x62 when the driver still has blocks of less than a page
    /// (harness/docs/facts/driver-verifier.md#pool-tracking). Does nothing when the option is off.
    /// </summary>
    public void CheckLeaksAtUnload(DriverImage image) => Census.CheckLeaksAtUnload(image);

    /// <summary>Looks at all headers, all free memory and behind all blocks; stops the machine where a driver has written.</summary>
    public void CheckIntegrity() => _store.CheckIntegrity();

    /// <summary>Bug check 0x41: a must-succeed request that is not filled, for want of memory or because it was made to fail.</summary>
    public Exception MustSucceedFailed(ulong bytes) =>
        _check.MustSucceedFailed(bytes, _store.NonPaged.Pages.InUse, _store.BigNonPagedRequests);

    public void Reset()
    {
        _store.Reset();
        _check.Reset();
    }

    private int LiveBlock(ulong address, PoolArena? arena)
    {
        var index = _store.Find(address, arena);
        return index > 0 ? index : throw NotLive(address, arena);
    }

    private Exception NotLive(ulong address, PoolArena? arena) =>
        RegionLayout.SpecialPool.Contains(address) ? Special.NotAllocatedHere(address) : _diagnosis.NotLive(address, arena);

    private PoolBlockTraits TraitsFor(DriverImage? owner, ulong bytes)
    {
        if (_machine.VerifierOptions == DriverVerifierOptions.None || owner is null)
        {
            return PoolBlockTraits.None;
        }

        var isTracked = bytes < (ulong)_machine.Profile.PageSize && _machine.Verifies(DriverVerifierOptions.PoolTracking);
        return isTracked ? PoolBlockTraits.Verified | PoolBlockTraits.Tracked : PoolBlockTraits.Verified;
    }

    private void CountAttempt(PoolCounters counters, in PoolRequest request, PoolBlockTraits traits)
    {
        counters.AllocationsAttempted++;
        counters.AllocationsWithNoTag += request.Asks(PoolRequestOptions.Untagged) ? 1 : 0;
        var isUntracked = _machine.Verifies(DriverVerifierOptions.PoolTracking) && (traits & PoolBlockTraits.Tracked) == 0;
        counters.UnTrackedPool += isUntracked ? 1 : 0;
    }

    private NTSTATUS Failed(in PoolRequest request, DriverImage? owner, PoolBlockTraits traits, NTSTATUS status)
    {
        if (traits != PoolBlockTraits.None)
        {
            owner!.PoolCounters.AllocationsFailed++;
        }

        return request.Type.IsMustSucceed()
            ? throw MustSucceedFailed(request.Bytes)
            : status;
    }

    private void CheckFreeIrql(in PoolBlockRecord block)
    {
        var highest = block.Type.IsPaged() ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL;
        if (_machine.Irql > highest && !block.Has(PoolBlockTraits.Special))
        {
            throw _diagnosis.BadIrql(block);
        }
    }

    /// <summary>
    /// A driver frees what the kernel allocated: right for what some routines hand out, wrong for an IRP and all objects that have a
    /// routine of their own for that. True if the memory is not to be freed.
    /// </summary>
    private bool CheckKernelBlock(in PoolBlockRecord block)
    {
        if (MemoryContracts.IsObject(_machine, block.Address))
        {
            return true;
        }

        if (_machine.Resources.Find(ResourceKind.Irp, block.Address) is not null)
        {
            _machine.Violate(_diagnosis.FreedIrp(block.Address));
            _machine.Part<IIrpMemory>(MachinePart.IoAnswers).IrpFreed(block.Address);
        }

        // The MDL of MmAllocatePagesForMdl and the buffer of an Rtl string are freed this way.
        _machine.Resources.Released(ResourceKind.Mdl, block.Address);
        _machine.Resources.Released(ResourceKind.String, block.Address);
        return false;
    }
}
