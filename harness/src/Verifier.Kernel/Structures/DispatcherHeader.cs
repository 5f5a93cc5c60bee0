namespace Verifier.Kernel;

/// <summary>
/// DISPATCHER_HEADER, a view: what every object that threads wait on begins with (harness/docs/facts/io.md#structure-layouts).
/// </summary>
[View(0x18)]
internal readonly partial struct DispatcherHeader
{
    [Field(0x00)] public partial DispatcherType Type { get; set; }

    /// <summary>Size, in units of 4 bytes.</summary>
    [Field(0x02)] public partial byte Size { get; set; }

    [Field(0x04)] public partial int SignalState { get; set; }

    [Embedded(0x08, 0x10)] public partial Pointer WaitListHead { get; }
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
