using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <content>The timer DPC and the work item.</content>
public abstract partial class PnpFunctionDriver
{
    private const long SamplingInterval = -10 * 10_000;
    private const int SamplingPeriodMilliseconds = 10;
    private const uint SamplesPerReport = 8;
    private const uint ReportsPerLogEntry = 4;
    private const uint StateLogged = 0x4004_0001;
    private const long ErrorCodeOffset = 0x0C;
    private const long FinalStatusOffset = 0x14;

    /// <summary>A sample every 10 ms from now on. IRQL: up to DISPATCH_LEVEL.</summary>
    protected void SetSamplingTimer(PnpExtension extension) =>
        KeSetTimerEx(extension.Timer, SamplingInterval, SamplingPeriodMilliseconds, extension.TimerDpc);

    /// <summary>No timer, no DPC and no work item after this. IRQL: PASSIVE_LEVEL.</summary>
    protected void StopSampling(PnpExtension extension)
    {
        KeCancelTimer(extension.Timer);
        KeFlushQueuedDpcs();
        KeWaitForSingleObject(extension.WorkIdle);
    }

    private void TimerDpc(Pointer dpc, Pointer deferredContext, Pointer systemArgument1, Pointer systemArgument2)
    {
        var extension = new PnpExtension(deferredContext);
        var sample = ++extension.Samples;
        extension.Buffer.Write(sizeof(uint) * sample % BufferBytes, sample);

        var read = IoCsqRemoveNextIrp(extension.Csq, Pointer.Null);
        if (!read.IsNull)
        {
            read.SystemBuffer.Write(0, sample);
            CompleteRead(extension, read, STATUS_SUCCESS, sizeof(uint));
        }

        if (sample % SamplesPerReport == 0 && InterlockedExchange(extension.WorkPending, 1) == 0)
        {
            KeClearEvent(extension.WorkIdle);
            IoQueueWorkItem(extension.WorkItem, ReportState, WORK_QUEUE_TYPE.DelayedWorkQueue, extension.Pointer);
        }
    }

    private void ReportState(DeviceObject device, Pointer context)
    {
        var extension = new PnpExtension(context);
        var irp = extension.StateIrp;
        IoReuseIrp(irp, STATUS_NOT_SUPPORTED);
        var next = IoGetNextIrpStackLocation(irp);
        next.MajorFunction = IRP_MJ.IRP_MJ_PNP;
        next.MinorFunction = IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE;

        var completed = Local(SizeOf.KEVENT);
        KeInitializeEvent(completed, EVENT_TYPE.NotificationEvent, false);
        IoSetCompletionRoutine(irp, SignalReport, completed, true, true, true);
        IoCallDriver(extension.Lower, irp);
        KeWaitForSingleObject(completed);

        if (++extension.Reports % ReportsPerLogEntry == 0)
        {
            LogState(extension, irp.Status);
        }

        InterlockedExchange(extension.WorkPending, 0);
        KeSetEvent(extension.WorkIdle);
    }

    private NTSTATUS SignalReport(DeviceObject device, Irp irp, Pointer context)
    {
        KeSetEvent(context);
        return STATUS_MORE_PROCESSING_REQUIRED;
    }

    private void LogState(PnpExtension extension, NTSTATUS status)
    {
        // No entry is no error: the log is a courtesy.
        var entry = IoAllocateErrorLogEntry(extension.Self.Pointer, SizeOf.IO_ERROR_LOG_PACKET);
        if (!entry.IsNull)
        {
            RtlZeroMemory(entry, SizeOf.IO_ERROR_LOG_PACKET);
            entry.Write(ErrorCodeOffset, StateLogged);
            entry.Write(FinalStatusOffset, status.Value);
            IoWriteErrorLogEntry(entry);
        }
    }
}
