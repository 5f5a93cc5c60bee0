namespace Verifier.Kernel;

/// <summary>
/// Disks and partitions, which only real disks have, and descriptions of hardware by the firmware of old machines: each answers that it is not there.
/// IRQL: PASSIVE_LEVEL.
/// </summary>
internal static class IoLegacyInertDdis
{
    private const string NoDisk = "STATUS_INVALID_DEVICE_REQUEST: no device is a disk";

    /// <summary>Makes an empty disk of a device.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = NoDisk)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoCreateDisk(Machine machine, DeviceObject deviceObject, Pointer disk) => NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;

    /// <summary>The partitions of a disk: NULL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = NoDisk)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoReadPartitionTableEx(Machine machine, DeviceObject deviceObject, Out<Pointer> driveLayout)
    {
        machine.Memory.Write(driveLayout, 0UL);
        return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
    }

    /// <summary>Sets the partitions of a disk.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = NoDisk)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoWritePartitionTableEx(Machine machine, DeviceObject deviceObject, Pointer driveLayout) =>
        NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;

    /// <summary>Sets the type of a partition.</summary>
    [Ddi(IsInert = true, Modelled = NoDisk)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoSetPartitionInformation(
        Machine machine, DeviceObject deviceObject, uint sectorSize, uint partitionNumber, uint partitionType) =>
        NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;

    /// <summary>Sets the type of a partition of either style.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = NoDisk)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoSetPartitionInformationEx(
        Machine machine, DeviceObject deviceObject, uint partitionNumber, Pointer partitionInfo) => NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;

    /// <summary>Says which volume the system starts from.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, IsInert = true, Modelled = "STATUS_OBJECT_NAME_NOT_FOUND: there is no such volume")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoSetSystemPartition(Machine machine, UnicodeString volumeNameString) => NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;

    /// <summary>Enumerates what the firmware said of buses, controllers and peripherals.</summary>
    [Ddi(IsInert = true, Modelled = "STATUS_OBJECT_NAME_NOT_FOUND: the firmware described nothing, so CalloutRoutine is not called")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS IoQueryDeviceDescription(
        Machine machine,
        Pointer busType,
        Pointer busNumber,
        Pointer controllerType,
        Pointer controllerNumber,
        Pointer peripheralType,
        Pointer peripheralNumber,
        Pointer calloutRoutine,
        Pointer context) => NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
}
