namespace Verifier.Kernel;

/// <summary>
/// The buffers between a requester and a driver (harness/docs/facts/io.md#buffers): nonpaged copies, locked MDLs, and what is done with
/// them at the end. All of it is memory of the I/O manager's own: when there is none, the request fails before a driver sees it.
/// </summary>
internal sealed class Transfers(Machine machine)
{
    private static readonly PoolTag BufferTag = "Io  ";

    /// <summary>Gives an IRP the nonpaged copy of a buffered transfer, filled with the input; false when the pool is exhausted.</summary>
    public bool TryBuffer(ulong irp, ulong input, uint inputLength, ulong output, uint outputLength)
    {
        var bytes = Math.Max(inputLength, outputLength);
        var view = new Irp(machine, irp) { UserBuffer = new Pointer(machine, output) };
        if (bytes == 0)
        {
            return true;
        }

        var isDrivers = machine.Io.Irps.Find(irp)?.Kind == IrpKind.Asynchronous;

        // Behind the input nothing is initialised ("Failure to Initialize Output Buffers", Microsoft Learn).
        var buffer = inputLength < bytes
            ? machine.Pool.AllocateSystemBuffer(bytes, BufferTag, isDrivers)
            : isDrivers
                ? machine.Pool.AllocateForCaller(POOL_TYPE.NonPagedPool, bytes, BufferTag)
                : machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, bytes, BufferTag);
        if (buffer == 0)
        {
            return false;
        }

        machine.Memory.Move(buffer, input, inputLength);
        view.SystemBuffer = new Pointer(machine, buffer);
        view.Flags |= IRP_FLAGS.IRP_BUFFERED_IO | (isDrivers ? 0 : IRP_FLAGS.IRP_DEALLOCATE_BUFFER);
        if (outputLength > 0)
        {
            view.Flags |= IRP_FLAGS.IRP_INPUT_OPERATION;
        }

        return true;
    }

    /// <summary>Gives an IRP the MDL of a direct transfer, its pages locked.</summary>
    /// <exception cref="KernelException">The buffer is bad, or its pages cannot be locked.</exception>
    public bool TryLock(ulong irp, ulong buffer, uint length, KPROCESSOR_MODE mode, LOCK_OPERATION operation)
    {
        if (length == 0)
        {
            return true;
        }

        var mdl = machine.Mdls.Allocate(buffer, length);
        if (mdl == 0)
        {
            return false;
        }

        try
        {
            machine.LockedPages.ProbeAndLock(mdl, mode, operation);
        }
        catch (KernelException)
        {
            machine.Mdls.Free(mdl);
            throw;
        }

        var view = new Irp(machine, irp);
        view.MdlAddress = new Mdl(machine, mdl);
        return true;
    }

    /// <summary>The end of a buffered transfer: Information bytes to the requester, unless it failed, and the copy freed.</summary>
    public void CopyBack(ulong irp)
    {
        var view = new Irp(machine, irp);
        if ((view.Flags & IRP_FLAGS.IRP_BUFFERED_IO) == 0)
        {
            return;
        }

        var buffer = view.SystemBuffer.Address;
        if ((view.Flags & IRP_FLAGS.IRP_INPUT_OPERATION) != 0 && !view.Status.IsError && view.Information > 0)
        {
            machine.Memory.Move(view.UserBuffer.Address, buffer, view.Information);
        }

        Release(irp);
    }

    /// <summary>Frees the nonpaged copy of an IRP, if it has one that the I/O manager is to free.</summary>
    public void Release(ulong irp)
    {
        var view = new Irp(machine, irp);
        if ((view.Flags & IRP_FLAGS.IRP_DEALLOCATE_BUFFER) != 0)
        {
            machine.Pool.FreeForKernel(view.SystemBuffer.Address);
            view.SystemBuffer = default;
            view.Flags &= ~(IRP_FLAGS.IRP_BUFFERED_IO | IRP_FLAGS.IRP_DEALLOCATE_BUFFER | IRP_FLAGS.IRP_INPUT_OPERATION);
        }
    }

    /// <summary>Frees the MDLs of an IRP, unlocking their pages first when the I/O manager locked them.</summary>
    public void FreeMdls(ulong irp, bool areLocked)
    {
        var view = new Irp(machine, irp);
        for (var mdl = view.MdlAddress.Pointer.Address; mdl != 0;)
        {
            var next = new Mdl(machine, mdl).Next.Pointer.Address;
            if (areLocked)
            {
                machine.LockedPages.Unlock(mdl);
            }

            machine.Mdls.Free(mdl);
            mdl = next;
        }

        view.MdlAddress = default;
    }
}
