namespace Verifier.Kernel;

/// <summary>
/// Kernel stacks in simulated memory: 24 KiB for each thread, an unmapped gap below (x64; the same everywhere, our choice). C# models
/// keep there what their C keeps in local variables whose address the kernel is given: events, queue handles, strings.
/// </summary>
internal sealed class KernelStacks(Machine machine)
{
    public const int Bytes = 24 * 1024;

    // Below a stack that compiled code runs on, the host may need room for a signal's frame.
    private const int GapBytes = 8 * 1024, GapBytesOfCompiledCode = 24 * 1024;

    // What an uninitialised local holds: a pattern, so that a run does not depend on what ran before it (ARCHITECTURE.md D4).
    public const byte Uninitialised = 0xCC;

    private readonly int _gapBytes = machine.MemoryFile is null ? GapBytes : GapBytesOfCompiledCode;
    private readonly Stack<RegionRange> _free = new();
    private int _next;

    private int Slots => (int)(RegionLayout.Stacks.Length / (Bytes + _gapBytes));

    /// <summary>True if there is room for another stack.</summary>
    public bool HasRoom => _free.Count > 0 || _next < Slots;

    /// <summary>A stack for a new thread; false when the machine has no room for another.</summary>
    public bool TryTake(out RegionRange stack)
    {
        if (_free.TryPop(out stack))
        {
            return true;
        }

        if (_next == Slots)
        {
            return false;
        }

        stack = new RegionRange(RegionLayout.Stacks.Offset + ((long)_next++ * (Bytes + _gapBytes)) + _gapBytes, Bytes);
        return true;
    }

    /// <summary>Takes back the stack of a thread that ended.</summary>
    public void Return(RegionRange stack) => _free.Push(stack);

    /// <summary>Space for a local variable of the running routine, 16-byte aligned.</summary>
    public unsafe ulong Push(SimulatedThread thread, int bytes)
    {
        RequirePages(thread);
        var size = (ulong)(bytes + 15) & ~15UL;
        if (thread.StackPointer - thread.Stack.Address < size)
        {
            throw machine.BugCheck(Stops.Trap.DoubleFault(thread.StackPointer), "The kernel stack of the thread overflowed.");
        }

        thread.StackPointer -= size;
        new Span<byte>(machine.Memory.Own(thread.StackPointer), (int)size).Fill(Uninitialised);
        return thread.StackPointer;
    }

    /// <summary>Gives a thread the pages of its stack, if it has none yet.</summary>
    public void RequirePages(SimulatedThread thread)
    {
        if (!thread.HasStackPages)
        {
            thread.HasStackPages = true;
            machine.Pages.Set(machine.Pages.PageOf(thread.Stack.Address), Bytes / machine.Profile.PageSize, PageKind.NonPaged);
        }
    }

    /// <summary>True if the address is in the part of a thread's stack that is in use.</summary>
    public static bool IsLive(SimulatedThread thread, ulong address) => thread.Stack.Contains(address) && address >= thread.StackPointer;

    public void Reset()
    {
        _free.Clear();
        _next = 0;
    }
}
