namespace Verifier.Kernel;

/// <content>Addresses of the driver's I/O routines: how a register call becomes a typed one.</content>
public abstract partial class Ntoskrnl
{
    internal ulong AddressOf(DRIVER_DISPATCH? routine) => AddressOf(
        routine, r => (device, irp, _, _) => r(new DeviceObject(this, device), new Irp(this, irp)).Value);

    internal ulong AddressOf(DRIVER_UNLOAD? routine) => AddressOf(routine, r => (driver, _, _, _) =>
    {
        r(new DriverObject(this, driver));
        return 0;
    });
}
