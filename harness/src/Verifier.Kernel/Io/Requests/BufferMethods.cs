namespace Verifier.Kernel;

/// <summary>
/// Gives an IRP its buffers: buffered, direct or neither, as the control code's method or the flags of the device say
/// (harness/docs/facts/io.md). Each routine returns false when memory is short, and raises for a bad buffer of an application.
/// </summary>
internal sealed class BufferMethods(Machine machine)
{
    /// <summary>Those of a control request.</summary>
    public bool TryGiveControl(
        ulong irp, METHOD method, (ulong Address, uint Length) input, (ulong Address, uint Length) output, KPROCESSOR_MODE mode)
    {
        var transfers = machine.Io.Transfers;
        switch (method)
        {
            case METHOD.METHOD_BUFFERED:
                return transfers.TryBuffer(irp, input.Address, input.Length, output.Address, output.Length);
            case METHOD.METHOD_NEITHER:
                var location = machine.Io.Sender.Next(irp);
                location.Type3InputBuffer = new Pointer(machine, input.Address);
                return Neither(irp, output.Address);
            default:
                var operation = method == METHOD.METHOD_IN_DIRECT ? LOCK_OPERATION.IoReadAccess : LOCK_OPERATION.IoWriteAccess;
                return transfers.TryBuffer(irp, input.Address, input.Length, 0, 0)
                    && transfers.TryLock(irp, output.Address, output.Length, mode, operation);
        }
    }

    /// <summary>The buffer of a read or a write.</summary>
    public bool TryGiveTransfer(ulong irp, bool isRead, DEVICE_FLAGS flags, (ulong Address, uint Length) buffer, KPROCESSOR_MODE mode)
    {
        var transfers = machine.Io.Transfers;
        if ((flags & DEVICE_FLAGS.DO_BUFFERED_IO) != 0)
        {
            return isRead
                ? transfers.TryBuffer(irp, 0, 0, buffer.Address, buffer.Length)
                : transfers.TryBuffer(irp, buffer.Address, buffer.Length, 0, 0);
        }

        if ((flags & DEVICE_FLAGS.DO_DIRECT_IO) != 0)
        {
            var operation = isRead ? LOCK_OPERATION.IoWriteAccess : LOCK_OPERATION.IoReadAccess;
            return transfers.TryLock(irp, buffer.Address, buffer.Length, mode, operation);
        }

        return Neither(irp, buffer.Address);
    }

    private bool Neither(ulong irp, ulong address)
    {
        var view = new Irp(machine, irp) { UserBuffer = new Pointer(machine, address) };
        return true;
    }
}
