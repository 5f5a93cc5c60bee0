namespace Verifier.Kernel;

/// <summary>DISPATCHER_HEADER: offsets in bytes and the object types NT keeps in its first byte (facts/wdm-io.md §7).</summary>
internal static class DispatcherHeader
{
    public const int Type = 0;
    public const int Size = 2;
    public const int SignalState = 4;
    public const int WaitListHead = 8;
    public const int Bytes = 0x18;
}

/// <summary>KOBJECTS: what a dispatcher object is.</summary>
internal enum DispatcherType : byte
{
    NotificationEvent = 0,
    SynchronizationEvent = 1,
    Mutant = 2,
    Semaphore = 5,
    Thread = 6,
    NotificationTimer = 8,
    SynchronizationTimer = 9,
}
