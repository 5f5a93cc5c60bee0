namespace Verifier.Kernel;

/// <summary>The IRPs that drivers have built for them (harness/docs/facts/memory.md#io-manager-routines).</summary>
internal sealed class IrpBuilder(Machine machine)
{
    /// <summary>IoMakeAssociatedIrp.</summary>
    public ulong MakeAssociated(ulong master, int stackCount)
    {
        var irp = machine.Io.Irps.Allocate(stackCount, IrpKind.Associated);
        if (irp != 0)
        {
            var view = new Irp(machine, irp) { MasterIrp = new Pointer(machine, master), Flags = IRP_FLAGS.IRP_ASSOCIATED_IRP };
            view.Thread = new Irp(machine, master).Thread;
        }

        return irp;
    }

    /// <summary>IoBuildDeviceIoControlRequest: the IRP, or 0.</summary>
    public ulong BuildControl(
        IRP_MJ major,
        uint code,
        DeviceObject device,
        (ulong Address, uint Length) input,
        (ulong Address, uint Length) output,
        ulong signal,
        ulong statusBlock)
    {
        var irp = NewIrp(IrpKind.Threaded, device, signal, statusBlock);
        if (irp == 0)
        {
            return 0;
        }

        var location = machine.Io.Sender.Next(irp);
        location.MajorFunction = major;
        location.OutputBufferLength = output.Length;
        location.InputBufferLength = input.Length;
        location.IoControlCode = code;
        var method = new IoControlCode(code).Method;
        return GiveBuffers(
            irp,
            IrpKind.Threaded,
            status => Stops.IoManager.BadControlBuffer(code, status),
            () => machine.Io.Buffers.TryGiveControl(irp, method, input, output, KPROCESSOR_MODE.KernelMode));
    }

    /// <summary>IoBuildSynchronousFsdRequest and IoBuildAsynchronousFsdRequest: the IRP, or 0.</summary>
    public ulong BuildFsd(
        IrpKind kind,
        IRP_MJ major,
        DeviceObject device,
        (ulong Address, uint Length) buffer,
        ulong startingOffset,
        ulong signal,
        ulong statusBlock)
    {
        var irp = NewIrp(kind, device, signal, statusBlock);
        if (irp == 0)
        {
            return 0;
        }

        var location = machine.Io.Sender.Next(irp);
        location.MajorFunction = major;
        if (major is not (IRP_MJ.IRP_MJ_READ or IRP_MJ.IRP_MJ_WRITE))
        {
            return irp;
        }

        location.ReadLength = buffer.Length;
        location.ReadByteOffset = startingOffset == 0 ? 0 : machine.Memory.Read<long>(startingOffset);
        var flags = device.Flags;
        return GiveBuffers(
            irp,
            kind,
            status => Stops.IoManager.BadAsynchronousBuffer((ulong)major, status),
            () => machine.Io.Buffers.TryGiveTransfer(irp, major == IRP_MJ.IRP_MJ_READ, flags, buffer, KPROCESSOR_MODE.KernelMode));
    }

    private ulong NewIrp(IrpKind kind, DeviceObject device, ulong signal, ulong statusBlock)
    {
        var irp = machine.Io.Irps.Allocate(device.StackSize, kind);
        if (irp != 0)
        {
            var view = new Irp(machine, irp) { UserEvent = new Pointer(machine, signal), UserIosb = new Pointer(machine, statusBlock) };
            view.Thread = new Pointer(machine, machine.Scheduler.Current.ThreadObject);
            if (kind == IrpKind.Threaded)
            {
                machine.Io.Irps.WatchEnd(irp, signal, statusBlock);
            }
        }

        return irp;
    }

    // What a threaded IRP gets the I/O manager takes back at its end. That of an asynchronous one is the driver's to free.
    private bool AsKernel(Func<bool> give)
    {
        using var work = new KernelWork(machine);
        return give();
    }

    private ulong GiveBuffers(ulong irp, IrpKind kind, Func<NTSTATUS, BugCheck> stop, Func<bool> give)
    {
        try
        {
            if (kind == IrpKind.Threaded ? AsKernel(give) : give())
            {
                return irp;
            }
        }
        catch (KernelException raised)
        {
            machine.Violate(
                new ProtocolViolation(
                    stop(raised.Status), $"An IRP was built with a buffer that cannot be locked or copied: {raised.Status}."),
                DriverVerifierOptions.IoVerification);
        }

        machine.Io.Transfers.Release(irp);
        machine.Io.Irps.Release(irp);
        return 0;
    }
}
