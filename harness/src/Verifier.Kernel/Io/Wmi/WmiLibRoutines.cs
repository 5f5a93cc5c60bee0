namespace Verifier.Kernel;

/// <summary>DpWmiQueryReginfo: what a driver's data blocks have in common, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_QUERY_REGINFO_CALLBACK(
    DeviceObject deviceObject, Pointer regFlags, UnicodeString instanceName, Pointer registryPath, UnicodeString mofResourceName, Pointer pdo);

/// <summary>DpWmiQueryDataBlock: the data of one or all instances of a block, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_QUERY_DATABLOCK_CALLBACK(
    DeviceObject deviceObject, Irp irp, uint guidIndex, uint instanceIndex, uint instanceCount, Pointer instanceLengthArray, uint bufferAvail, Pointer buffer);

/// <summary>DpWmiSetDataBlock: new data of an instance, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_SET_DATABLOCK_CALLBACK(
    DeviceObject deviceObject, Irp irp, uint guidIndex, uint instanceIndex, uint bufferSize, Pointer buffer);

/// <summary>DpWmiSetDataItem: one new item of an instance, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_SET_DATAITEM_CALLBACK(
    DeviceObject deviceObject, Irp irp, uint guidIndex, uint instanceIndex, uint dataItemId, uint bufferSize, Pointer buffer);

/// <summary>DpWmiExecuteMethod: a method of an instance, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_EXECUTE_METHOD_CALLBACK(
    DeviceObject deviceObject, Irp irp, uint guidIndex, uint instanceIndex, uint methodId, uint inBufferSize, uint outBufferSize, Pointer buffer);

/// <summary>DpWmiFunctionControl: events (0) or collection (1) of a block are enabled or disabled, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS WMI_FUNCTION_CONTROL_CALLBACK(DeviceObject deviceObject, Irp irp, uint guidIndex, uint function, bool enable);
