namespace Verifier.Kernel;

/// <summary>An AdapterControl routine, at DISPATCH_LEVEL: the channel and the map registers are the driver's.</summary>
[DriverRoutine]
public delegate IO_ALLOCATION_ACTION DRIVER_CONTROL(DeviceObject deviceObject, Irp irp, Pointer mapRegisterBase, Pointer context);

/// <summary>An AdapterListControl routine, at DISPATCH_LEVEL: the list is ready.</summary>
[DriverRoutine]
public delegate void DRIVER_LIST_CONTROL(DeviceObject deviceObject, Irp irp, ScatterGatherList scatterGather, Pointer context);
