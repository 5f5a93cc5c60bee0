namespace Verifier.Kernel;

/// <summary>
/// The system's lookaside lists: those that drivers have initialised and not deleted. The lists themselves are in the drivers' memory;
/// this is ExNPagedLookasideListHead and its like, and the scan that adapts their depths.
/// </summary>
internal sealed class LookasideRegistry(Machine machine) : IObjectKeeper, ICaches
{
    /// <summary>A new list keeps up to so many entries (harness/docs/facts/memory.md#lookaside-lists).</summary>
    public const ushort MinimumDepth = 4;

    private const ushort MaximumDepth = 256;
    private const long ScanTicks = 1000 * Clock.TicksPerMillisecond;
    private const uint BusyAllocates = 75;
    private const ushort DepthLostWhenIdle = 10;


    private readonly List<(ulong Address, DriverImage? Owner)> _lists = [];
    private readonly HashSet<ulong> _known = [];
    private ulong _allocate;
    private ulong _free;
    private long _nextScan;

    /// <summary>The address in a list's Allocate when the driver gave none: the kernel's ExAllocatePoolWithTag.</summary>
    public ulong DefaultAllocate =>
        _allocate != 0 ? _allocate : _allocate = machine.Images.Kernel.Add("ExAllocatePoolWithTag", PoolAllocate);

    /// <summary>The address in a list's Free when the driver gave none: the kernel's ExFreePool.</summary>
    public ulong DefaultFree => _free != 0 ? _free : _free = machine.Images.Kernel.Add("ExFreePool", PoolFree);

    /// <summary>The least bytes of an entry: a list link.</summary>
    public uint MinimumEntryBytes => (uint)machine.Profile.PointerBytes;

    /// <summary>Writes a list's structure and notes it. Allocates no entry.</summary>
    public void Initialize(ulong list, POOL_TYPE type, ulong size, PoolTag tag, ulong allocate, ulong free)
    {
        if (_lists.Exists(l => l.Address == list))
        {
            Violate(
                Stops.DriverVerifier.LookasideReinitialised(list),
                $"The lookaside list at 0x{list:X} was initialised again without having been deleted.");
            Forget(list);
        }

        RequireNonPaged(list);
        if (size < MinimumEntryBytes)
        {
            Violate(
                Stops.DriverVerifier.LookasideEntryTooSmall(list, size, MinimumEntryBytes),
                $"Entries of {Counted.Grouped(size, "byte")} do not hold a lookaside list's link.");
        }

        var memory = machine.Memory;
        memory.Fill(list, LookasideList.ExBytes, 0);
        if (machine.Profile.IsWide)
        {
            ExSyncSequencedList.Initialise(machine, list + LookasideList.ListHead);
        }

        memory.Write(list + LookasideList.Depth, MinimumDepth);
        memory.Write(list + LookasideList.MaximumDepth, MaximumDepth);
        memory.Write(list + LookasideList.Type, (uint)type);
        memory.Write(list + LookasideList.Tag, tag.Value);
        memory.Write(list + LookasideList.Size, (uint)size);
        memory.Write(list + LookasideList.Allocate, allocate == 0 ? DefaultAllocate : allocate);
        memory.Write(list + LookasideList.Free, free == 0 ? DefaultFree : free);
        _lists.Add((list, machine.Caller));
        _known.Add(list);
        machine.Watch.Add(list);
        machine.Resources.Acquired(ResourceKind.LookasideList, list, 0, tag);
    }

    /// <summary>
    /// Entries are taken from and given to lists that are initialised and not deleted; each other list is reported at its first use.
    /// </summary>
    public void RequireInUse(ulong list)
    {
        if (_known.Add(list))
        {
            machine.Note(new RuleBreach(
                "lookaside list that is not initialised",
                $"The lookaside list at 0x{list:X} is used, but it was never initialised, or it is deleted already."));
        }
    }

    /// <summary>Deletes a list: hands every cached entry to its Free routine.</summary>
    public IEnumerator<KernelAction> Delete(ulong list)
    {
        CheckInitialised(list);
        var free = machine.Memory.Read<ulong>(list + LookasideList.Free);
        for (var entry = ExSyncSequencedList.Pop(machine, list); entry != 0; entry = ExSyncSequencedList.Pop(machine, list))
        {
            if (free == DefaultFree)
            {
                machine.Pool.Free(entry);
            }
            else
            {
                yield return KernelAction.Invoke(RoutineKind.LookasideList, free, entry, list);
            }
        }

        Forget(list);
    }

    /// <inheritdoc/>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) => _lists.Select(l => l.Address).Where(end.Contains).Select(list => new LivingObject(
        ObjectFamily.LookasideList,
        list,
        "which was not deleted",
        Resource.OriginOf("the lookaside list", machine.Resources.Find(ResourceKind.LookasideList, list))));

    /// <summary>True if a block is one of the entries that a list keeps.</summary>
    public bool Keeps(ulong block)
    {
        foreach (var (list, _) in _lists)
        {
            if (ExSyncSequencedList.Holds(machine, list + LookasideList.ListHead, block))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lists that lie in an image's data and were initialised by another driver or the kernel.</summary>
    public IEnumerable<ulong> OthersWithin(DriverImage image) => _lists
        .Where(l => l.Owner != image && image.HasData(l.Address))
        .Select(l => l.Address)
        .ToArray();

    /// <inheritdoc/>
    public void Shrink() => Scan(isShort: true);

    /// <summary>Once a second of virtual time the system adapts the depth of every list to its use; called where lists are used.</summary>
    public void ScanIfDue()
    {
        if (machine.Clock.Now >= _nextScan)
        {
            Scan(isShort: false);
        }
    }

    /// <summary>
    /// Goes through all lists at DISPATCH_LEVEL. One that lies in an unloaded driver or in freed pool is what it is on Windows: a bug
    /// check, some time after the driver forgot to delete it.
    /// </summary>
    public void Scan(bool isShort)
    {
        _nextScan = machine.Clock.Now + ScanTicks;
        var irql = machine.Irql;
        machine.Irql = irql > KIRQL.DISPATCH_LEVEL ? irql : KIRQL.DISPATCH_LEVEL;
        machine.KernelDepth++;
        foreach (var (list, _) in _lists)
        {
            Adapt(list, isShort);
        }

        machine.KernelDepth--;
        machine.Irql = irql;
    }

    /// <summary>Takes in what a scan of the lists depends on and changes.</summary>
    public void AddTo(ref StateHash hash)
    {
        foreach (var (list, _) in _lists)
        {
            var memory = machine.Memory;
            hash.Add(list);
            hash.Add((ulong)memory.Read<ushort>(list + LookasideList.Depth));
            hash.Add((ulong)memory.Read<uint>(list + LookasideList.LastTotalAllocates));
            hash.Add((ulong)memory.Read<uint>(list + LookasideList.LastAllocateMisses));
        }
    }

    /// <summary>So much time has passed at once, in which lists were scanned as before.</summary>
    public void Pass(long ticks) => _nextScan += ticks;

    public void Reset()
    {
        _lists.Clear();
        _known.Clear();
        _allocate = 0;
        _free = 0;
        _nextScan = ScanTicks;
    }

    // Windows publishes no formula; this one is ours: halve when memory is short, shrink when idle or nearly always hit, else grow by
    // the share of misses.
    private void Adapt(ulong list, bool isShort)
    {
        const uint perMille = 1000, wellServed = 5;
        var memory = machine.Memory;
        var total = memory.Read<uint>(list + LookasideList.TotalAllocates);
        var missed = memory.Read<uint>(list + LookasideList.AllocateMisses);
        var allocates = total - memory.Read<uint>(list + LookasideList.LastTotalAllocates);
        var misses = missed - memory.Read<uint>(list + LookasideList.LastAllocateMisses);
        int depth = memory.Read<ushort>(list + LookasideList.Depth);
        int maximum = memory.Read<ushort>(list + LookasideList.MaximumDepth);
        if (isShort)
        {
            depth /= 2;
        }
        else if (allocates < BusyAllocates)
        {
            depth -= DepthLostWhenIdle;
        }
        else
        {
            var share = Math.Min((ulong)misses * perMille / allocates, perMille);
            depth += share < wellServed ? -1 : (int)((share * (ulong)Math.Max(maximum - depth, 0)) / (2 * perMille)) + (int)wellServed;
        }

        memory.Write(list + LookasideList.LastTotalAllocates, total);
        memory.Write(list + LookasideList.LastAllocateMisses, missed);
        memory.Write(list + LookasideList.Depth, (ushort)Math.Clamp(depth, MinimumDepth, Math.Max(maximum, (int)MinimumDepth)));
    }

    private void CheckInitialised(ulong list)
    {
        if (!_lists.Exists(l => l.Address == list))
        {
            var place = machine.Freed.Find(list);
            var why = $"The lookaside list at 0x{list:X} was deleted{(place is { } freed ? $", but {freed.Words}" : " without having been initialised, or twice")}.";
            Violate(Stops.DriverVerifier.LookasideNeverInitialised(list), why, FreedMemory.About(place));
        }
    }

    // The list itself must be in nonpaged memory, even if its entries are paged.
    private void RequireNonPaged(ulong list)
    {
        if (machine.Memory.IsValid(list) && machine.Pages.Kinds[machine.Pages.PageOf(list)] == PageKind.Paged)
        {
            machine.Note(new RuleBreach("lookaside list in pageable memory", $"The lookaside list at 0x{list:X} is in pageable memory."));
        }
    }

    private void Forget(ulong list)
    {
        if (_lists.RemoveAll(l => l.Address == list) > 0)
        {
            _known.Remove(list);
            machine.Watch.Remove(list);
        }

        machine.Resources.Released(ResourceKind.LookasideList, list);
    }

    private void Violate(BugCheck stop, string why, IReadOnlyList<Origin>? about = null) => machine.Violate(
        new ProtocolViolation(stop, why) { About = about ?? [] },
        DriverVerifierOptions.MiscellaneousChecks);

    private ulong PoolAllocate(ulong type, ulong bytes, ulong tag, ulong unused) => machine.Caller is { } caller
        ? machine.Gate.Call(caller, Ddis.ExAllocatePoolWithTag, [type, bytes, tag])
        : machine.Pool.AllocateForKernel((POOL_TYPE)type, bytes, new PoolTag((uint)tag));

    private ulong PoolFree(ulong address, ulong unused1, ulong unused2, ulong unused3)
    {
        if (machine.Caller is { } caller)
        {
            return machine.Gate.Call(caller, Ddis.ExFreePool, [address]);
        }

        machine.Pool.FreeForKernel(address);
        return 0;
    }
}
