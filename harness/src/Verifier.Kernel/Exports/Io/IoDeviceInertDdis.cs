namespace Verifier.Kernel;

/// <summary>Notifications of devices that have no effect here: removable media, ejecting, paging priorities, links without a security descriptor.</summary>
internal static class IoDeviceInertDdis
{
    /// <summary>Says which device a user has to look after before the request can succeed. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(IsInert = true, Modelled = "no file system asks a user")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoSetHardErrorOrVerifyDevice(Machine machine, Irp irp, DeviceObject deviceObject)
    {
        if (irp.Thread.IsNull)
        {
            machine.Note(new RuleBreach(
                "hard error of no thread", $"IoSetHardErrorOrVerifyDevice was given the request at 0x{irp.Pointer.Address:X}, which belongs to no thread."));
        }
    }

    /// <summary>Says that the eject button of a device was pressed. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(IsInert = true, Modelled = "the device stays")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void IoRequestDeviceEject(Machine machine, DeviceObject physicalDeviceObject)
    {
        if (machine.Io.Pnp.FindByPdo(physicalDeviceObject.Pointer) is null)
        {
            machine.Note(new RuleBreach(
                "eject of no physical device", $"IoRequestDeviceEject was given {machine.Io.Devices.Describe(physicalDeviceObject.Pointer)}, which no bus reported."));
        }
    }

    /// <summary>The priority of a paging request; 0, as this is none. Any IRQL.</summary>
    [Ddi(Since = WindowsVersion.Server2003, IsInert = true, Modelled = "0, IoPagingPriorityInvalid: there are no paging requests")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint IoGetPagingIoPriority(Machine machine, Irp irp) => 0;
}
