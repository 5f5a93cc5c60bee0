namespace Verifier.Kernel;

/// <summary>FAST_MUTEX and KGUARDED_MUTEX, a view (harness/docs/facts/io.md#structure-layouts).</summary>
[View(SizeOf.FAST_MUTEX)]
internal readonly partial struct FastMutexView
{
    /// <summary>Count: 1 when free, below 0 when threads wait.</summary>
    [Field(0x00)] public partial int Count { get; set; }

    /// <summary>Owner: the thread object's address, or 0.</summary>
    [Field(0x08)] public partial ulong Owner { get; set; }

    /// <summary>Contention: acquisitions that had to wait.</summary>
    [Field(0x10)] public partial int Contention { get; set; }

    /// <summary>Event: what threads wait for.</summary>
    [Embedded(0x18)] public partial DispatcherHeader Event { get; }

    /// <summary>OldIrql: the level before the acquisition.</summary>
    [Field(0x30)] public partial KIRQL OldIrql { get; set; }

    /// <summary>Beside the level, which is one byte: whether the holder acquired it by an unsafe routine.</summary>
    [Field(0x34)] public partial bool AcquiredUnsafely { get; set; }
}
