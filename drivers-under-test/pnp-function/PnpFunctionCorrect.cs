using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <summary>The function driver as it should be: every failure undoes what came before it, in reverse.</summary>
public sealed class PnpFunctionCorrect : PnpFunctionDriver
{
    /// <inheritdoc/>
    public override string Name => "pnp-function-correct";

    /// <inheritdoc/>
    public override string Description => "A PnP function driver that unwinds every failed allocation of AddDevice and START_DEVICE.";

    /// <inheritdoc/>
    protected override NTSTATUS AddDevice(DriverObject driverObject, DeviceObject physicalDevice)
    {
        var status = CreateDevice(driverObject, out var device);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        var extension = new PnpExtension(device.DeviceExtension);
        extension.Lower = IoAttachDeviceToDeviceStack(device, physicalDevice);
        if (extension.Lower.IsNull)
        {
            IoDeleteDevice(device);
            return STATUS_NO_SUCH_DEVICE;
        }

        status = RtlAnsiStringToUnicodeString(extension.SerialNumber, AnsiStringLiteral(SerialNumber), true);
        if (!NT_SUCCESS(status))
        {
            IoDetachDevice(extension.Lower);
            IoDeleteDevice(device);
            return status;
        }

        FinishDevice(extension);
        return STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override NTSTATUS StartDevice(PnpExtension extension)
    {
        extension.Buffer = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, BufferBytes, BufferTag);
        if (extension.Buffer.IsNull)
        {
            goto NoBuffer;
        }

        extension.BufferMdl = IoAllocateMdl(extension.Buffer, BufferBytes);
        if (extension.BufferMdl.IsNull)
        {
            goto NoMdl;
        }

        extension.WorkItem = IoAllocateWorkItem(extension.Self);
        if (extension.WorkItem.IsNull)
        {
            goto NoWorkItem;
        }

        extension.StateIrp = IoAllocateIrp(extension.Lower.StackSize, false);
        if (extension.StateIrp.IsNull)
        {
            goto NoIrp;
        }

        RtlZeroMemory(extension.Buffer, BufferBytes);
        MmBuildMdlForNonPagedPool(extension.BufferMdl);
        extension.IsStarted = true;
        SetSamplingTimer(extension);
        return STATUS_SUCCESS;

    NoIrp:
        IoFreeWorkItem(extension.WorkItem);
    NoWorkItem:
        IoFreeMdl(extension.BufferMdl);
    NoMdl:
        ExFreePoolWithTag(extension.Buffer, BufferTag);
    NoBuffer:
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    /// <inheritdoc/>
    protected override NTSTATUS GetRange(PnpExtension extension, out uint smallest, out uint largest)
    {
        (smallest, largest) = (0, 0);
        var copy = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, BufferBytes, CopyTag);
        if (copy.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(copy, extension.Buffer, BufferBytes);
        FindRange(copy, out smallest, out largest);
        ExFreePoolWithTag(copy, CopyTag);
        return STATUS_SUCCESS;
    }
}
