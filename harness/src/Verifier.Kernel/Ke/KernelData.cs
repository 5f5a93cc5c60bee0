namespace Verifier.Kernel;

/// <summary>
/// The kernel image's own data: objects that exist from boot and never come from the pool (types, processes, the system's threads),
/// so that exhaustion and injection cannot touch them. Offsets in bytes from the image's data section.
/// </summary>
internal sealed class KernelData(Machine machine)
{
    public const int Bytes = 0x3000;

    private const int ObjectBytes = 0x80;
    private const int Types = 0;
    private const int Processes = 0x1000;
    private const int Threads = 0x1100;
    private const int ThreadSlots = (Bytes - Threads) / ObjectBytes;

    private readonly Stack<ulong> _freeThreads = new();
    private int _nextThread;

    /// <summary>PsInitialSystemProcess.</summary>
    public ulong SystemProcess => At(Processes);

    /// <summary>The process of the application that makes the requests.</summary>
    public ulong ApplicationProcess => At(Processes + ObjectBytes);

    /// <summary>The OBJECT_TYPE with this number.</summary>
    public ulong ObjectType(int number) => At(Types + (number * ObjectBytes));

    /// <summary>The kind whose OBJECT_TYPE is at an address; null when it is none.</summary>
    public ObjectKind? KindOfType(ulong type)
    {
        var number = (type - At(Types)) / ObjectBytes;
        return type >= At(Types) && number <= (ulong)ObjectKind.Driver ? (ObjectKind)number : null;
    }

    /// <summary>Is it one of the two processes?</summary>
    public bool IsProcess(ulong address) => address == SystemProcess || address == ApplicationProcess;

    /// <summary>A thread object for a thread that no driver created.</summary>
    public ulong TakeThread()
    {
        if (!_freeThreads.TryPop(out var address))
        {
            if (_nextThread == ThreadSlots)
            {
                throw new InvalidOperationException($"A workload may have {ThreadSlots} threads of its own at one time.");
            }

            address = At(Threads + (_nextThread++ * ObjectBytes));
        }

        machine.Dispatcher.Initialize(address, DispatcherType.Thread, ObjectBytes, 0);
        return address;
    }

    /// <summary>The thread ended.</summary>
    public void ReturnThread(ulong address) => _freeThreads.Push(address);

    public bool IsOwnThread(ulong address) => address >= At(Threads) && address < At(Bytes);

    public void Reset()
    {
        _freeThreads.Clear();
        _nextThread = 0;
    }

    private ulong At(int offset) => machine.Images.Kernel.Data.Address + (ulong)offset;
}
