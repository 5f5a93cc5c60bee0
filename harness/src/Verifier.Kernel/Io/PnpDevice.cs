namespace Verifier.Kernel;

/// <summary>A device of the machine's own bus, or one that a bus driver reports, from the moment it is found until it is gone.</summary>
internal sealed class PnpDevice(string instance, ulong pdo, LoadedDriver driver, int number)
{
    private const ulong RegistersBase = 0xFEB0_0000;
    private const ulong PortsBase = 0xC000;

    /// <summary>The instance path: <c>ROOT\driver\0000</c>; that of a child is known when its bus driver has told its identifiers.</summary>
    public string Instance { get; set; } = instance;

    /// <summary>The physical device object.</summary>
    public ulong Pdo { get; } = pdo;

    /// <summary>The function driver.</summary>
    public LoadedDriver Driver { get; } = driver;

    public PnpState State { get; set; } = PnpState.Added;

    /// <summary>It was started at least once.</summary>
    public bool WasStarted { get; set; }

    /// <summary>What the bus answers to START_DEVICE.</summary>
    public NTSTATUS StartStatus { get; set; } = NTSTATUS.STATUS_SUCCESS;

    /// <summary>The bus answers START_DEVICE with STATUS_PENDING and completes it a millisecond later.</summary>
    public bool StartsAsynchronously { get; set; }

    /// <summary>IRP_MN_QUERY_PNP_DEVICE_STATE as the stack answered it last.</summary>
    public uint DeviceState { get; set; }

    /// <summary>The physical address of its registers.</summary>
    public ulong Registers { get; } = RegistersBase + ((ulong)number * RegistersBytes);

    /// <summary>Bytes of registers.</summary>
    public const uint RegistersBytes = 0x1000;

    /// <summary>Its first I/O port.</summary>
    public ulong Ports { get; } = PortsBase + ((ulong)number * PortsBytes);

    /// <summary>How many ports.</summary>
    public const uint PortsBytes = 0x20;

    /// <summary>Its interrupt vector.</summary>
    public uint Vector { get; } = 0x51 + ((uint)number * 0x10);

    /// <summary>The IRQL of its interrupt.</summary>
    public KIRQL InterruptIrql { get; } = (KIRQL)(5 + (number % 6));

    /// <inheritdoc/>
    public override string ToString() => Instance;
}

/// <summary>Where a device is in its life with PnP (facts/wdm-io.md §2).</summary>
internal enum PnpState
{
    /// <summary>AddDevice succeeded.</summary>
    Added,

    /// <summary>START_DEVICE succeeded.</summary>
    Started,

    /// <summary>QUERY_STOP_DEVICE succeeded.</summary>
    StopPending,

    /// <summary>STOP_DEVICE was sent.</summary>
    Stopped,

    /// <summary>QUERY_REMOVE_DEVICE succeeded.</summary>
    RemovePending,

    /// <summary>SURPRISE_REMOVAL was sent.</summary>
    SurpriseRemoved,

    /// <summary>REMOVE_DEVICE was sent.</summary>
    Removed,
}
