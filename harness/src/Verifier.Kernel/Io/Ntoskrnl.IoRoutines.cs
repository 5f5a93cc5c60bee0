namespace Verifier.Kernel;

/// <content>Addresses of the driver's I/O routines: how a register call becomes a typed one.</content>
public abstract partial class Ntoskrnl
{
    internal ulong AddressOf(DRIVER_INITIALIZE routine) => AddressOf(
        routine, r => (driver, path, _, _) => r(new DriverObject(this, driver), new UnicodeString(At(path))).Value);

    internal ulong AddressOf(DRIVER_ADD_DEVICE? routine) => AddressOf(
        routine, r => (driver, device, _, _) => r(new DriverObject(this, driver), new DeviceObject(this, device)).Value);

    internal ulong AddressOf(DRIVER_DISPATCH? routine) => AddressOf(
        routine, r => (device, irp, _, _) => r(new DeviceObject(this, device), new Irp(this, irp)).Value);

    internal ulong AddressOf(DRIVER_UNLOAD? routine) => AddressOf(
        routine, r => (driver, _, _, _) =>
        {
            r(new DriverObject(this, driver));
            return 0;
        });

    internal ulong AddressOf(DRIVER_STARTIO? routine) => AddressOf(
        routine, r => (device, irp, _, _) =>
        {
            r(new DeviceObject(this, device), new Irp(this, irp));
            return 0;
        });

    internal ulong AddressOf(DRIVER_CANCEL? routine) => AddressOf(
        routine, r => (device, irp, _, _) =>
        {
            r(new DeviceObject(this, device), new Irp(this, irp));
            return 0;
        });

    internal ulong AddressOf(IO_COMPLETION_ROUTINE? routine) => AddressOf(
        routine, r => (device, irp, context, _) => r(new DeviceObject(this, device), new Irp(this, irp), At(context)).Value);

    internal ulong AddressOf(IO_DPC_ROUTINE? routine) => AddressOf(
        routine,
        r => (dpc, device, irp, context) =>
        {
            r(At(dpc), new DeviceObject(this, device), new Irp(this, irp), At(context));
            return 0;
        });

    internal ulong AddressOf(IO_TIMER_ROUTINE? routine) => AddressOf(
        routine, r => (device, context, _, _) =>
        {
            r(new DeviceObject(this, device), At(context));
            return 0;
        });

    internal ulong AddressOf(IO_WORKITEM_ROUTINE? routine) => AddressOf(
        routine, r => (device, context, _, _) =>
        {
            r(new DeviceObject(this, device), At(context));
            return 0;
        });

    internal ulong AddressOf(IO_WORKITEM_ROUTINE_EX? routine) => AddressOf(
        routine, r => (io, context, item, _) =>
        {
            r(At(io), At(context), At(item));
            return 0;
        });

    internal ulong AddressOf(KSERVICE_ROUTINE? routine) => AddressOf(
        routine, r => (interrupt, context, _, _) => r(At(interrupt), At(context)) ? 1UL : 0UL);

    internal ulong AddressOf(KSYNCHRONIZE_ROUTINE? routine) => AddressOf(routine, r => (context, _, _, _) => r(At(context)) ? 1UL : 0UL);
}
