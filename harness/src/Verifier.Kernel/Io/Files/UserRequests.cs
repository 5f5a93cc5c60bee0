using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// The requests of applications: what NtCreateFile, NtReadFile and the rest do. A request may stay pending, so that many can be under
/// way; <see cref="WaitFor"/> blocks the calling thread. Everything runs on the thread that has the baton, which is an application's.
/// </summary>
internal sealed class UserRequests(Machine machine)
{
    /// <summary>Opens a device by name or link; null, and the status that CREATE got, when it cannot be opened.</summary>
    public OpenFile? Open(string name, out NTSTATUS status) => Open(name, CreateParameters.Usual, out status);

    /// <summary>Opens a device by name or link as the parameters say; null, and the status that CREATE got, when it cannot be opened.</summary>
    public OpenFile? Open(string name, CreateParameters parameters, out NTSTATUS status)
    {
        status = machine.Io.Opening.Lookup(name, KPROCESSOR_MODE.UserMode, out var request, out var device, parameters);
        if (request is null)
        {
            return null;
        }

        var file = request.File!;
        Run(machine.Io.Opening.SendCreate(request, device, parameters.Access));
        status = request.Status;
        return status.IsSuccess && !file.IsGone ? file : null;
    }

    /// <summary>Closes the handle: CLEANUP, and CLOSE once no request is under way.</summary>
    public void Close(OpenFile file) => Run(machine.Io.Opening.CloseHandle(file));

    /// <summary>Reads.</summary>
    public IoRequest Read(OpenFile file, uint length, long offset = 0)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_READ, file);
        if (!HandleAccess.CanRead(file))
        {
            return Refused(request);
        }

        machine.Io.UserBuffers.Allocate(request, default, length);
        return Transfer(request, IRP_MJ.IRP_MJ_READ, offset);
    }

    /// <summary>Writes.</summary>
    public IoRequest Write(OpenFile file, ReadOnlySpan<byte> data, long offset = 0)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_WRITE, file);
        if (!HandleAccess.CanWrite(file))
        {
            return Refused(request);
        }

        machine.Io.UserBuffers.Allocate(request, data, 0);
        return Transfer(request, IRP_MJ.IRP_MJ_WRITE, offset);
    }

    /// <summary>Flushes.</summary>
    public IoRequest Flush(OpenFile file)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, file);
        var device = Related(file);
        machine.Io.Sender.Prepare(request, device, IRP_MJ.IRP_MJ_FLUSH_BUFFERS, 0, KPROCESSOR_MODE.UserMode);
        Run(machine.Io.Sender.Send(request, device));
        return request;
    }

    /// <summary>DeviceIoControl.</summary>
    public IoRequest DeviceControl(OpenFile file, uint code, ReadOnlySpan<byte> input, uint outputLength) =>
        Control(IRP_MJ.IRP_MJ_DEVICE_CONTROL, file, code, input, outputLength);

    /// <summary>The same code as IRP_MJ_INTERNAL_DEVICE_CONTROL, as another driver would send it: kernel mode.</summary>
    public IoRequest InternalDeviceControl(OpenFile file, uint code, ReadOnlySpan<byte> input, uint outputLength) =>
        Control(IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL, file, code, input, outputLength);

    /// <summary>DeviceIoControl with addresses that the application chose, good or bad.</summary>
    public IoRequest DeviceControl(OpenFile file, uint code, (ulong Address, uint Length) input, (ulong Address, uint Length) output)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_DEVICE_CONTROL, file);
        (request.Buffers.Input, request.Buffers.InputLength) = input;
        (request.Buffers.Output, request.Buffers.OutputLength) = output;
        return Control(request, IRP_MJ.IRP_MJ_DEVICE_CONTROL, code);
    }

    /// <summary>NtQueryInformationFile.</summary>
    public IoRequest QueryInformation(OpenFile file, uint informationClass, uint length)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_QUERY_INFORMATION, file);
        machine.Io.UserBuffers.Allocate(request, default, length);
        return Information(request, IRP_MJ.IRP_MJ_QUERY_INFORMATION, informationClass, length);
    }

    /// <summary>NtSetInformationFile.</summary>
    public IoRequest SetInformation(OpenFile file, uint informationClass, ReadOnlySpan<byte> data)
    {
        var request = NewRequest(IRP_MJ.IRP_MJ_SET_INFORMATION, file);
        machine.Io.UserBuffers.Allocate(request, data, 0);
        return Information(request, IRP_MJ.IRP_MJ_SET_INFORMATION, informationClass, (uint)data.Length);
    }

    /// <summary>CancelIoEx: cancels one request; true when a driver's cancel routine was called.</summary>
    public bool Cancel(IoRequest request) =>
        !request.IsComplete && request.Irp != 0 && Run(machine.Io.Cancellation.Cancel(request.Irp)) != 0;

    /// <summary>Blocks until a request is complete; the machine hangs if it is never completed.</summary>
    public NTSTATUS WaitFor(IoRequest request)
    {
        if (!request.IsComplete)
        {
            Run(machine.Io.Sender.Wait(request));
        }

        return request.Status;
    }

    // Always buffered, independent of the device's flags for transfers.
    private IoRequest Information(IoRequest request, IRP_MJ major, uint informationClass, uint length)
    {
        var device = Related(request.File!);
        if (machine.Io.Sender.Prepare(request, device, major, 0, KPROCESSOR_MODE.UserMode) != 0)
        {
            var location = machine.Io.Sender.Next(request.Irp);
            location.FileInformationLength = length;
            location.FileInformationClass = informationClass;
            GiveControlBuffers(request, METHOD.METHOD_BUFFERED, KPROCESSOR_MODE.UserMode);
            Run(machine.Io.Sender.Send(request, device));
        }

        return request;
    }

    private IoRequest Refused(IoRequest request)
    {
        machine.Io.Sender.Fail(request, NTSTATUS.STATUS_ACCESS_DENIED);
        return request;
    }

    private IoRequest Control(IRP_MJ major, OpenFile file, uint code, ReadOnlySpan<byte> input, uint outputLength)
    {
        var request = NewRequest(major, file);
        if (major == IRP_MJ.IRP_MJ_DEVICE_CONTROL && !HandleAccess.CanControl(file, code))
        {
            return Refused(request);
        }

        machine.Io.UserBuffers.Allocate(request, input, outputLength);
        return Control(request, major, code);
    }

    private IoRequest Control(IoRequest request, IRP_MJ major, uint code)
    {
        var device = Related(request.File!);
        var isInternal = major == IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL;
        var mode = isInternal ? KPROCESSOR_MODE.KernelMode : KPROCESSOR_MODE.UserMode;
        if (machine.Io.Sender.Prepare(request, device, major, 0, mode) != 0)
        {
            var location = machine.Io.Sender.Next(request.Irp);
            location.OutputBufferLength = request.Buffers.OutputLength;
            location.InputBufferLength = request.Buffers.InputLength;
            location.IoControlCode = code;
            GiveControlBuffers(request, new IoControlCode(code).Method, mode);
            Run(machine.Io.Sender.Send(request, device));
        }

        return request;
    }

    // A bad buffer or a lack of memory fails the request before a driver sees it.
    private void GiveControlBuffers(IoRequest request, METHOD method, KPROCESSOR_MODE mode)
    {
        var (irp, b) = (request.Irp, request.Buffers);
        try
        {
            FailUnless(machine.Io.Buffers.TryGiveControl(irp, method, (b.Input, b.InputLength), (b.Output, b.OutputLength), mode), request);
        }
        catch (KernelException raised)
        {
            machine.Io.Sender.Fail(request, raised.Status);
        }
    }

    private void GiveTransferBuffers(IoRequest request, DEVICE_FLAGS flags)
    {
        var b = request.Buffers;
        var isRead = b.InputLength == 0;
        var buffer = isRead ? (b.Output, b.OutputLength) : (b.Input, b.InputLength);
        try
        {
            FailUnless(machine.Io.Buffers.TryGiveTransfer(request.Irp, isRead, flags, buffer, KPROCESSOR_MODE.UserMode), request);
        }
        catch (KernelException raised)
        {
            machine.Io.Sender.Fail(request, raised.Status);
        }
    }

    private void FailUnless(bool hasMemory, IoRequest request)
    {
        if (!hasMemory)
        {
            machine.Io.Sender.Fail(request, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }
    }

    private IoRequest Transfer(IoRequest request, IRP_MJ major, long offset)
    {
        var device = Related(request.File!);
        if (machine.Io.Sender.Prepare(request, device, major, 0, KPROCESSOR_MODE.UserMode) != 0)
        {
            var location = machine.Io.Sender.Next(request.Irp);
            location.ReadLength = Math.Max(request.Buffers.InputLength, request.Buffers.OutputLength);
            location.ReadByteOffset = offset;
            GiveTransferBuffers(request, new DeviceObject(machine, device).Flags);
            Run(machine.Io.Sender.Send(request, device));
        }

        return request;
    }

    private ulong Related(OpenFile file) => machine.Io.Stacks.Top(file.Device);

    private static IoRequest NewRequest(IRP_MJ major, OpenFile file) => new(major, 0, file, file);

    private ulong Run(IEnumerator<KernelAction> sequence) => Operation.Run(machine, sequence);
}
