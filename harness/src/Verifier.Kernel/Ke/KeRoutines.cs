namespace Verifier.Kernel;

/// <summary>A DPC routine, at DISPATCH_LEVEL in any thread.</summary>
[DriverRoutine]
public delegate void KDEFERRED_ROUTINE(Pointer dpc, Pointer deferredContext, Pointer systemArgument1, Pointer systemArgument2);

/// <summary>The routine of a system thread, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate void KSTART_ROUTINE(Pointer startContext);

/// <summary>The routine of a WORK_QUEUE_ITEM, at PASSIVE_LEVEL in a system worker thread.</summary>
[DriverRoutine]
public delegate void WORKER_THREAD_ROUTINE(Pointer parameter);
