namespace Verifier.Kernel;

/// <summary>A device of the machine's own bus, or one that a bus driver reports, from the moment it is found until it is gone.</summary>
internal sealed class PnpDevice(DeviceIdentity identity, ulong pdo, LoadedDriver driver, int number)
{
    /// <summary>Its identity on the bus.</summary>
    public DeviceIdentity Identity { get; } = identity;

    /// <summary>The device's number among those that are there, counted from 0; one that is found again has the same.</summary>
    public int Number { get; } = number;

    /// <summary>The device identifier with its enumerator: <c>ROOT\driver</c>.</summary>
    public string DeviceId { get; } = identity.FullDeviceId(driver.Name);

    /// <summary>The instance identifier: <c>0000</c>.</summary>
    public string InstanceId { get; } = identity.InstanceOf(number);

    /// <summary>The instance path: <c>ROOT\driver\0000</c>; that of a child is known when its bus driver has told its identifiers.</summary>
    public string Instance { get; set; } = $@"{identity.FullDeviceId(driver.Name)}\{identity.InstanceOf(number)}";

    /// <summary>Hardware identifiers, the best first; at least one.</summary>
    public IEnumerable<string> HardwareIds => Identity.HardwareIds.IsEmpty ? [DeviceId] : Identity.HardwareIds;

    /// <summary>DevicePropertyDriverKeyName: the software key, below the key of the setup classes.</summary>
    public string DriverKeyName => $@"{Identity.ClassGuid:B}\{Number:D4}";

    /// <summary>The path of the hardware key: what IoOpenDeviceRegistryKey opens for PLUGPLAY_REGKEY_DEVICE.</summary>
    public string HardwareKey => $@"{Registry.Enum}{Instance}\Device Parameters";

    /// <summary>The path of the software key: what IoOpenDeviceRegistryKey opens for PLUGPLAY_REGKEY_DRIVER.</summary>
    public string SoftwareKey => Identity.SoftwareKey(Number);

    /// <summary>The physical device object.</summary>
    public ulong Pdo { get; } = pdo;

    /// <summary>The function driver.</summary>
    public LoadedDriver Driver { get; } = driver;

    public PnpState State { get; set; } = PnpState.Added;

    /// <summary>It was started at least once.</summary>
    public bool WasStarted { get; set; }

    /// <summary>The bus's status of START_DEVICE.</summary>
    public NTSTATUS StartStatus { get; set; } = NTSTATUS.STATUS_SUCCESS;

    /// <summary>The bus answers START_DEVICE with STATUS_PENDING and completes it a millisecond later.</summary>
    public bool StartsAsynchronously { get; set; }

    /// <summary>IRP_MN_QUERY_PNP_DEVICE_STATE as the stack answered it last.</summary>
    public uint DeviceState { get; set; }

    /// <summary>The resources that START_DEVICE hands out to it.</summary>
    public required DeviceResources Resources { get; init; }

    /// <summary>The vector of its first interrupt; those of further ones follow.</summary>
    public uint Vector { get; } = 0x51 + ((uint)number * 0x10);

    /// <summary>The IRQL of its interrupt.</summary>
    public KIRQL InterruptIrql { get; } = (KIRQL)(5 + (number % 6));

    /// <inheritdoc/>
    public override string ToString() => Instance;
}

/// <summary>The PnP state of a device (harness/docs/facts/io.md#order-of-pnp-requests).</summary>
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
