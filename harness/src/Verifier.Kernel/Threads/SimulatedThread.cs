namespace Verifier.Kernel;

/// <summary>A thread of the simulated system and the processor state it takes along when it does not run.</summary>
internal sealed class SimulatedThread(int id, string name, bool isSystem, BatonThread? host)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>A system thread; otherwise one of the application that makes the requests.</summary>
    public bool IsSystem { get; } = isSystem;

    /// <summary>The host thread that plays it; null for one without a stack.</summary>
    public BatonThread? Host { get; } = host;

    /// <summary>All that a thread without a stack does, wait for wait; null for every other.</summary>
    public IEnumerator<KernelAction>? Life { get; init; }

    /// <summary>The properties of a life that does the same again and again; null for every other thread.</summary>
    public ISteadyLife? Steady { get; init; }

    /// <summary>The thread of the workload whose place it takes when that works for another application; its own number for every other thread.</summary>
    public int WorkloadThread { get; init; } = id;

    /// <summary>The result register: what the last action or sequence gave.</summary>
    public ulong Result { get; set; }

    public ThreadState State { get; set; } = ThreadState.Ready;

    public WaitRequest? Wait { get; set; }

    /// <summary>The virtual time at which the wait began.</summary>
    public long WaitBegan { get; set; }

    /// <summary>The status with which the last wait ended.</summary>
    public NTSTATUS WaitStatus { get; set; }

    /// <summary>
    /// ApcDisable as the thread begins and must end: a system thread runs inside a critical region ("PsCreateSystemThread function (wdm.h)").
    /// </summary>
    public int InitialApcDisable { get; } = isSystem ? -1 : 0;

    /// <summary>KernelApcDisable: how often normal kernel APCs are disabled, negative as NT counts it.</summary>
    public int ApcDisable { get; set; } = isSystem ? -1 : 0;

    /// <summary>SpecialApcDisable: how often all APCs are disabled (guarded regions), negative as NT counts it.</summary>
    public int SpecialApcDisable { get; set; }

    /// <summary>The address of its thread object in simulated memory.</summary>
    public ulong ThreadObject { get; init; }

    /// <summary>The driver routine it began with; 0 for the kernel's own threads and the application's.</summary>
    public ulong StartRoutine { get; init; }

    /// <summary>KeSetPriorityThread.</summary>
    public int Priority { get; set; } = 8;

    /// <summary>Its kernel stack.</summary>
    public RegionRange Stack { get; init; }

    /// <summary>Down to where the stack is in use.</summary>
    public ulong StackPointer { get; set; }

    /// <summary>The stack's pages are there; a thread that needs none gets none.</summary>
    public bool HasStackPages { get; set; }

    /// <summary>Called when it has ended.</summary>
    public Action? Ended { get; init; }

    /// <summary>An application's thread waits for its end, so it must not wait for ever either.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>The number by which drivers know it: numbers like NT's, multiples of four.</summary>
    public ulong ClientId => 4 * ((ulong)Id + 3);

    /// <summary>Image name of the process that the thread runs in; null until the caller that runs the machine sets it.</summary>
    public string? Process { get; set; }

    /// <summary>The number of the activity that the thread works for, as the caller that runs the machine counts; -1 for none.</summary>
    public int Activity { get; set; } = -1;

    /// <summary>Processor state while another thread has the baton.</summary>
    public ProcessorState Saved { get; set; }
}

/// <summary>The state of a thread.</summary>
internal enum ThreadState
{
    Ready,
    Running,
    Waiting,
    Parked,
    Terminated,
}
