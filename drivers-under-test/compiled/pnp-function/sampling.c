/*
 * The timer DPC and the work item.
 */
#include "function.h"

#define SAMPLING_PERIOD_MS 10
#define SAMPLES_PER_REPORT 8
#define REPORTS_PER_LOG_ENTRY 4

/* Informational, facility 4: the driver's own message 1. */
#define STATE_LOGGED 0x40040001

static IO_WORKITEM_ROUTINE ReportState;
static IO_COMPLETION_ROUTINE SignalReport;
static VOID LogState(PPNP_EXTENSION Extension, NTSTATUS Status);

#pragma alloc_text(PAGE, StopSampling)
#pragma alloc_text(PAGE, ReportState)
#pragma alloc_text(PAGE, LogState)

VOID
SetSamplingTimer(
    PPNP_EXTENSION Extension)
{
    LARGE_INTEGER dueTime;

    dueTime.QuadPart = -10000 * SAMPLING_PERIOD_MS;
    KeSetTimerEx(&Extension->Timer, dueTime, SAMPLING_PERIOD_MS, &Extension->TimerDpc);
}

VOID
StopSampling(
    PPNP_EXTENSION Extension)
{
    PAGED_CODE();

    KeCancelTimer(&Extension->Timer);
    KeFlushQueuedDpcs();
    KeWaitForSingleObject(&Extension->WorkIdle, Executive, KernelMode, FALSE, NULL);
}

VOID
TimerDpc(
    PKDPC Dpc,
    PVOID DeferredContext,
    PVOID SystemArgument1,
    PVOID SystemArgument2)
{
    PPNP_EXTENSION extension = DeferredContext;
    ULONG sample;
    PIRP read;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(SystemArgument1);
    UNREFERENCED_PARAMETER(SystemArgument2);

    sample = ++extension->Samples;
    extension->Buffer[sample % BUFFER_SAMPLES] = sample;

    read = IoCsqRemoveNextIrp(&extension->Csq, NULL);
    if (read != NULL) {
        *(PULONG)read->AssociatedIrp.SystemBuffer = sample;
        CompleteRead(extension, read, STATUS_SUCCESS, sizeof(ULONG));
    }

    if (sample % SAMPLES_PER_REPORT == 0 && InterlockedExchange(&extension->WorkPending, 1) == 0) {
        KeClearEvent(&extension->WorkIdle);
        IoQueueWorkItem(extension->WorkItem, ReportState, DelayedWorkQueue, extension);
    }
}

static
VOID
ReportState(
    PDEVICE_OBJECT DeviceObject,
    PVOID Context)
{
    PPNP_EXTENSION extension = Context;
    PIRP irp = extension->StateIrp;
    PIO_STACK_LOCATION next;
    KEVENT completed;

    UNREFERENCED_PARAMETER(DeviceObject);
    PAGED_CODE();

    IoReuseIrp(irp, STATUS_NOT_SUPPORTED);
    next = IoGetNextIrpStackLocation(irp);
    next->MajorFunction = IRP_MJ_PNP;
    next->MinorFunction = IRP_MN_QUERY_PNP_DEVICE_STATE;

    KeInitializeEvent(&completed, NotificationEvent, FALSE);
    IoSetCompletionRoutine(irp, SignalReport, &completed, TRUE, TRUE, TRUE);
    IoCallDriver(extension->Lower, irp);
    KeWaitForSingleObject(&completed, Executive, KernelMode, FALSE, NULL);

    if (++extension->Reports % REPORTS_PER_LOG_ENTRY == 0) {
        LogState(extension, irp->IoStatus.Status);
    }

    InterlockedExchange(&extension->WorkPending, 0);
    KeSetEvent(&extension->WorkIdle, IO_NO_INCREMENT, FALSE);
}

static
NTSTATUS
SignalReport(
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);

    KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static
VOID
LogState(
    PPNP_EXTENSION Extension,
    NTSTATUS Status)
{
    PIO_ERROR_LOG_PACKET entry;

    PAGED_CODE();

    /* Without an entry nothing is logged, which is no error. */
    entry = IoAllocateErrorLogEntry(Extension->Self, sizeof(IO_ERROR_LOG_PACKET));
    if (entry != NULL) {
        RtlZeroMemory(entry, sizeof(IO_ERROR_LOG_PACKET));
        entry->ErrorCode = STATE_LOGGED;
        entry->FinalStatus = Status;
        IoWriteErrorLogEntry(entry);
    }
}
