using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.PnpFunction;

/// <summary>The function driver with one slip in each place where an allocation may fail.</summary>
public sealed class PnpFunctionFlawed : PnpFunctionDriver
{
    /// <inheritdoc/>
    public override string Name => "pnp-function-flawed";

    /// <inheritdoc/>
    public override string Description => "A PnP function driver with a slip on each error path of AddDevice, START_DEVICE and a request.";

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
            // Planted defect: the device is still attached to the stack.
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
            // Planted defect: the wrong label; the MDL is forgotten.
            goto NoMdl;
        }

        RtlZeroMemory(extension.Buffer, BufferBytes);
        MmBuildMdlForNonPagedPool(extension.BufferMdl);
        SetSamplingTimer(extension);
        extension.StateIrp = IoAllocateIrp(extension.Lower.StackSize, false);
        if (extension.StateIrp.IsNull)
        {
            goto NoIrp;
        }

        extension.IsStarted = true;
        return STATUS_SUCCESS;

    NoIrp:
        // Planted defect: the timer is set already, and its DPC writes to the buffer.
        IoFreeWorkItem(extension.WorkItem);
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
            // Planted defect: the caller cannot tell a shortage from a broken device.
            return STATUS_UNSUCCESSFUL;
        }

        RtlCopyMemory(copy, extension.Buffer, BufferBytes);
        FindRange(copy, out smallest, out largest);
        ExFreePoolWithTag(copy, CopyTag);
        return STATUS_SUCCESS;
    }
}
