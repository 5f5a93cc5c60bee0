namespace Verifier.Kernel;

/// <summary>Told that a process is created or exits. IRQL: PASSIVE_LEVEL, in a critical region.</summary>
[DriverRoutine]
public delegate void CREATE_PROCESS_NOTIFY_ROUTINE(ulong parentId, ulong processId, bool create);

/// <summary>Told that a process is created, with a PS_CREATE_NOTIFY_INFO, or exits, with NULL. IRQL: PASSIVE_LEVEL, in a critical region.</summary>
[DriverRoutine]
public delegate void CREATE_PROCESS_NOTIFY_ROUTINE_EX(Pointer process, ulong processId, PsCreateNotifyInfo createInfo);

/// <summary>Told that a thread is created or ends. IRQL: PASSIVE_LEVEL or APC_LEVEL; here PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate void CREATE_THREAD_NOTIFY_ROUTINE(ulong processId, ulong threadId, bool create);

/// <summary>Told that an image was mapped; the process is 0 for a driver's. IRQL: PASSIVE_LEVEL, in a critical region.</summary>
[DriverRoutine]
public delegate void LOAD_IMAGE_NOTIFY_ROUTINE(UnicodeString fullImageName, ulong processId, ImageInfo imageInfo);
