namespace Verifier.Kernel;

/// <summary>A dispatch routine.</summary>
public delegate NTSTATUS DRIVER_DISPATCH(DeviceObject deviceObject, Irp irp);

/// <summary>An Unload routine, at PASSIVE_LEVEL.</summary>
public delegate void DRIVER_UNLOAD(DriverObject driverObject);
