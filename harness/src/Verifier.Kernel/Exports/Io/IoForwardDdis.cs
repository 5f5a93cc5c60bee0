namespace Verifier.Kernel;

/// <summary>Passing requests on and StartIo's attributes.</summary>
internal static class IoForwardDdis
{
    /// <summary>
    /// Copies this driver's location to the next one, passes the IRP on and waits until it is complete: it is this driver's again then. False, and
    /// nothing is done, when it has no location left. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(bool))]
    [Irql(KIRQL.APC_LEVEL)]
    public static IEnumerator<KernelAction> IoForwardIrpSynchronously(Machine machine, DeviceObject deviceObject, Irp irp) =>
        machine.Io.Forwarded.Forward(deviceObject.Pointer, irp.Pointer);

    /// <summary>
    /// Says how StartIo is called: not again before it has returned, and with IRPs that cannot be cancelled any more. Any IRQL.
    /// </summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void IoSetStartIoAttributes(Machine machine, DeviceObject deviceObject, bool deferredStartIo, bool nonCancelable) =>
        machine.Io.Packets.SetAttributes(deviceObject.Pointer, deferredStartIo, nonCancelable);
}
