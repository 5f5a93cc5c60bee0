namespace Verifier.Kernel;

/// <summary>
/// Run-down protection: an EX_RUNDOWN_REF is a count of those who use an object, shifted by one, and the lowest bit says that the object runs down.
/// While its owner waits for them, the count is kept here.
/// </summary>
internal sealed class Rundowns(Machine machine)
{
    /// <summary>Bytes of an EX_RUNDOWN_REF_CACHE_AWARE with the EX_RUNDOWN_REF of the one processor.</summary>
    public const int CacheAwareBytes = CacheAwareHeader + CacheLine;

    private const int CacheAwareHeader = 0x20;
    private const int CacheLine = 0x40;
    private const ulong RunDown = 1;
    private const int CountShift = 1;

    private readonly Dictionary<ulong, Rundown> _waitedFor = [];

    /// <summary>ExInitializeRundownProtection.</summary>
    public void Initialise(ulong at) => machine.Memory.Write(at, 0UL);

    /// <summary>ExReInitializeRundownProtection: after the object has run down.</summary>
    public void Reinitialise(ulong at)
    {
        if (machine.Memory.Read<ulong>(at) != RunDown)
        {
            machine.Note(new RuleBreach(
                "run-down protection initialised again", $"The run-down protection at 0x{at:X} was initialised again, but its object has not run down."));
        }

        Initialise(at);
    }

    /// <summary>ExAcquireRundownProtectionEx: false once the object runs down.</summary>
    public bool Acquire(ulong at, uint count)
    {
        var value = machine.Memory.Read<ulong>(at);
        if ((value & RunDown) != 0)
        {
            return false;
        }

        machine.Memory.Write(at, value + ((ulong)count << CountShift));
        return true;
    }

    /// <summary>ExReleaseRundownProtectionEx: the last one lets the owner go on.</summary>
    public void Release(ulong at, uint count)
    {
        var value = machine.Memory.Read<ulong>(at);
        if (_waitedFor.TryGetValue(at, out var rundown) && rundown.Left >= count)
        {
            rundown.Left -= count;
            machine.Scheduler.WakeSatisfied();
        }
        else if ((value & RunDown) == 0 && value >> CountShift >= count)
        {
            machine.Memory.Write(at, value - ((ulong)count << CountShift));
        }
        else
        {
            machine.Note(new RuleBreach(
                "run-down protection released too often", $"The run-down protection at 0x{at:X} was released more often than it was acquired."));
        }
    }

    /// <summary>The sequence of ExWaitForRundownProtectionRelease.</summary>
    public IEnumerator<KernelAction> Wait(ulong at)
    {
        var value = machine.Memory.Read<ulong>(at);
        if ((value & RunDown) == 0)
        {
            machine.Memory.Write(at, RunDown);
            var rundown = new Rundown { Left = value >> CountShift };
            if (rundown.Left > 0)
            {
                machine.Waits.RequireMayBlock();
                _waitedFor[at] = rundown;
                yield return KernelAction.Block(WaitRequest.For($"the run-down of the object of 0x{at:X}", () => rundown.Left == 0));
                _waitedFor.Remove(at);
            }
        }
    }

    /// <summary>ExRundownCompleted: the owner says that the object has run down.</summary>
    public void Complete(ulong at) => machine.Memory.Write(at, RunDown);

    /// <summary>Fills an EX_RUNDOWN_REF_CACHE_AWARE; the address of its EX_RUNDOWN_REF.</summary>
    public void InitialiseCacheAware(ulong at, ulong bytes)
    {
        const int poolOffset = 0x08, sizeOffset = 0x10, numberOffset = 0x18;
        if (bytes < CacheAwareBytes)
        {
            machine.Note(new RuleBreach(
                "memory of a cache-aware run-down protection",
                $"ExInitializeRundownProtectionCacheAware was given {Counted.Of((long)bytes, "byte")}; ExSizeOfRundownProtectionCacheAware says {CacheAwareBytes}."));
        }

        machine.Memory.Write(at, at + CacheAwareHeader);
        machine.Memory.Write(at + poolOffset, 0UL);
        machine.Memory.Write(at + sizeOffset, CacheLine);
        machine.Memory.Write(at + numberOffset, 1);
        Initialise(at + CacheAwareHeader);
    }

    /// <summary>The EX_RUNDOWN_REF of a cache-aware one.</summary>
    public ulong OfCacheAware(ulong at) => machine.Memory.Read<ulong>(at);

    public void Reset() => _waitedFor.Clear();

    /// <summary>An object whose owner waits: how many still use it.</summary>
    private sealed class Rundown
    {
        public ulong Left { get; set; }
    }
}
