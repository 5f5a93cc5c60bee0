namespace Verifier.Kernel;

/// <summary>DriverEntry, at PASSIVE_LEVEL in a system thread.</summary>
[DriverRoutine]
public delegate NTSTATUS DRIVER_INITIALIZE(DriverObject driverObject, UnicodeString registryPath);

/// <summary>An AddDevice routine, at PASSIVE_LEVEL in a system thread.</summary>
[DriverRoutine]
public delegate NTSTATUS DRIVER_ADD_DEVICE(DriverObject driverObject, DeviceObject physicalDeviceObject);

/// <summary>A dispatch routine.</summary>
[DriverRoutine]
public delegate NTSTATUS DRIVER_DISPATCH(DeviceObject deviceObject, Irp irp);

/// <summary>An Unload routine, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate void DRIVER_UNLOAD(DriverObject driverObject);

/// <summary>A StartIo routine, at DISPATCH_LEVEL.</summary>
[DriverRoutine]
public delegate void DRIVER_STARTIO(DeviceObject deviceObject, Irp irp);

/// <summary>A cancel routine, at DISPATCH_LEVEL with the cancel spin lock held, which it must release.</summary>
[DriverRoutine]
public delegate void DRIVER_CANCEL(DeviceObject deviceObject, Irp irp);

/// <summary>A completion routine, up to DISPATCH_LEVEL in any thread; the device object is NULL for the IRP's creator.</summary>
[DriverRoutine]
public delegate NTSTATUS IO_COMPLETION_ROUTINE(DeviceObject deviceObject, Irp irp, Pointer context);

/// <summary>A DpcForIsr routine, at DISPATCH_LEVEL.</summary>
[DriverRoutine]
public delegate void IO_DPC_ROUTINE(Pointer dpc, DeviceObject deviceObject, Irp irp, Pointer context);

/// <summary>An IoTimer routine, at DISPATCH_LEVEL once a second.</summary>
[DriverRoutine]
public delegate void IO_TIMER_ROUTINE(DeviceObject deviceObject, Pointer context);

/// <summary>A work item's routine, at PASSIVE_LEVEL in a system worker thread.</summary>
[DriverRoutine]
public delegate void IO_WORKITEM_ROUTINE(DeviceObject deviceObject, Pointer context);

/// <summary>A work item's routine of IoQueueWorkItemEx, which may free the work item.</summary>
[DriverRoutine]
public delegate void IO_WORKITEM_ROUTINE_EX(Pointer ioObject, Pointer context, Pointer ioWorkItem);

/// <summary>An interrupt service routine, at the device's IRQL; true when the interrupt was its device's.</summary>
[DriverRoutine]
public delegate bool KSERVICE_ROUTINE(Pointer interrupt, Pointer serviceContext);

/// <summary>A SynchCritSection routine, at the interrupt's IRQL with its lock held.</summary>
[DriverRoutine]
public delegate bool KSYNCHRONIZE_ROUTINE(Pointer synchronizeContext);

/// <summary>The routine that PoRequestPowerIrp calls when the power IRP it sent is complete.</summary>
[DriverRoutine]
public delegate void REQUEST_POWER_COMPLETE(
    DeviceObject deviceObject, byte minorFunction, uint powerState, Pointer context, IoStatusBlock ioStatus);

/// <summary>Told of a PnP event; a status other than success refuses, where there is something to refuse. IRQL: PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS DRIVER_NOTIFICATION_CALLBACK_ROUTINE(Pointer notificationStructure, Pointer context);

/// <summary>Puts an IRP into a cancel-safe queue.</summary>
[DriverRoutine]
public delegate void IO_CSQ_INSERT_IRP(Pointer csq, Irp irp);

/// <summary>Puts an IRP into a cancel-safe queue, or refuses it with an error status.</summary>
[DriverRoutine]
public delegate NTSTATUS IO_CSQ_INSERT_IRP_EX(Pointer csq, Irp irp, Pointer insertContext);

/// <summary>Takes an IRP out of a cancel-safe queue.</summary>
[DriverRoutine]
public delegate void IO_CSQ_REMOVE_IRP(Pointer csq, Irp irp);

/// <summary>Finds the next matching IRP after one in the queue, or the first; a NULL IRP when there is none.</summary>
[DriverRoutine]
public delegate Irp IO_CSQ_PEEK_NEXT_IRP(Pointer csq, Irp irp, Pointer peekContext);

/// <summary>Takes the queue's lock; the IRQL goes to memory that the kernel supplies.</summary>
[DriverRoutine]
public delegate void IO_CSQ_ACQUIRE_LOCK(Pointer csq, out KIRQL irql);

/// <summary>Releases the queue's lock.</summary>
[DriverRoutine]
public delegate void IO_CSQ_RELEASE_LOCK(Pointer csq, KIRQL irql);

/// <summary>Completes an IRP that was cancelled while it was queued.</summary>
[DriverRoutine]
public delegate void IO_CSQ_COMPLETE_CANCELED_IRP(Pointer csq, Irp irp);

/// <summary>A Reinitialize routine, at PASSIVE_LEVEL; the count is that of its calls, this one included.</summary>
[DriverRoutine]
public delegate void DRIVER_REINITIALIZE(DriverObject driverObject, Pointer context, uint count);

/// <summary>The routine that IoReportTargetDeviceChangeAsynchronous calls when all have been notified, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate void DEVICE_CHANGE_COMPLETE_CALLBACK(Pointer context);
