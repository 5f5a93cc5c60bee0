namespace Verifier.Kernel;

/// <summary>Sends the system's and the applications' requests and takes their results.</summary>
internal sealed class RequestSender(Machine machine)
{
    private const int RetriesMax = 1000;
    private const long RetryTicks = 10 * Clock.TicksPerMillisecond;

    /// <summary>Makes the IRP of a request to a device stack; 0, and the request failed, when the pool is exhausted.</summary>
    public ulong Prepare(IoRequest request, ulong device, IRP_MJ major, byte minor, KPROCESSOR_MODE mode)
    {
        var irp = machine.Io.Irps.Allocate(new DeviceObject(machine, device).StackSize, IrpKind.System);
        if (irp == 0)
        {
            Fail(request, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
            return 0;
        }

        Fill(request, irp, major, minor, mode);
        return irp;
    }

    /// <summary>
    /// The sequence of making the IRP of a request that must get through (CLEANUP, CLOSE, REMOVE): from the pool, else the one in
    /// reserve, else the thread tries again until memory is freed.
    /// </summary>
    public IEnumerator<KernelAction> PrepareUnfailing(IoRequest request, ulong device, IRP_MJ major, byte minor)
    {
        for (var tries = 0; request.Irp == 0; tries++)
        {
            var locations = new DeviceObject(machine, device).StackSize;
            var irp = machine.Io.Irps.Allocate(locations, IrpKind.System);
            irp = irp != 0 ? irp : machine.Io.Irps.TakeReserve(locations);
            if (irp != 0)
            {
                Fill(request, irp, major, minor, KPROCESSOR_MODE.KernelMode);
            }
            else if (tries == RetriesMax)
            {
                throw machine.OutOfMemory($"the system waits for ever for pool to send {request.What}");
            }
            else
            {
                yield return KernelAction.Block(WaitRequest.Until(machine.Clock.Now + RetryTicks));
            }
        }
    }

    /// <summary>The stack location of the top driver.</summary>
    public IoStackLocation Next(ulong irp) => new(machine.Io.Irps.LocationAddress(irp, new Irp(machine, irp).CurrentLocation - 1));

    /// <summary>The sequence of sending a prepared request: it may stay pending.</summary>
    public IEnumerator<KernelAction> Send(IoRequest request, ulong device)
    {
        if (request.IsComplete)
        {
            yield break;
        }

        request.ReachedDriver = true;
        yield return KernelAction.Run(machine.Io.Calls.Call(device, request.Irp));
        Returned(request, new NTSTATUS((uint)machine.Scheduler.Current.Result));
    }

    /// <summary>The sequence of sending a prepared request and waiting for its end.</summary>
    public IEnumerator<KernelAction> SendAndWait(IoRequest request, ulong device)
    {
        yield return KernelAction.Run(Send(request, device));
        yield return KernelAction.Run(Wait(request));
    }

    /// <summary>The sequence of waiting for a request; for ever if it is never completed, which is a hang.</summary>
    public IEnumerator<KernelAction> Wait(IoRequest request)
    {
        if (!request.IsComplete)
        {
            yield return KernelAction.Block(UntilComplete(request));
        }

        machine.Scheduler.Current.Result = request.Status.Value;
    }

    /// <summary>A request that no driver will see.</summary>
    public void Fail(IoRequest request, NTSTATUS status)
    {
        if (request.Irp != 0)
        {
            machine.Io.Transfers.Release(request.Irp);
            Discard(request);
        }

        if (status == NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)
        {
            machine.NoteShortage();
        }

        request.Status = status;
        request.IsComplete = true;
        FreeBuffers(request);
    }

    /// <summary>Completion came to the top of its IRP.</summary>
    public void Complete(IoRequest request)
    {
        var view = new Irp(machine, request.Irp);
        request.Status = view.Status;
        request.Information = view.Information;
        request.IsComplete = true;
        machine.Io.UserBuffers.Finish(request);
        Discard(request);

        // While the thread that asked is in the driver, its application does not free them.
        if (!request.IsInDispatch)
        {
            FreeBuffers(request);
        }

        machine.Scheduler.WakeSatisfied();
    }

    private static WaitRequest UntilComplete(IoRequest request) =>
        WaitRequest.For($"the completion of {request.What}", () => request.IsComplete);

    private void Fill(IoRequest request, ulong irp, IRP_MJ major, byte minor, KPROCESSOR_MODE mode)
    {
        machine.Io.Irps.Find(irp)!.Request = request;
        request.Irp = irp;
        var view = new Irp(machine, irp) { RequestorMode = mode };
        view.Thread = new Pointer(machine, machine.Scheduler.Current.ThreadObject);
        var location = Next(irp);
        location.MajorFunction = major;
        location.MinorFunction = minor;
        if (request.File is { } file)
        {
            location.FileObject = new FileObject(machine, file.Address);
            view.OriginalFileObject = location.FileObject.Pointer;
            file.References++;
        }

        if (major is IRP_MJ.IRP_MJ_PNP or IRP_MJ.IRP_MJ_POWER or IRP_MJ.IRP_MJ_SYSTEM_CONTROL)
        {
            view.Status = NTSTATUS.STATUS_NOT_SUPPORTED;
        }
    }

    private void Returned(IoRequest request, NTSTATUS status)
    {
        request.Returned = status;
        if (request.IsComplete)
        {
            FreeBuffers(request);
        }

        if (status == NTSTATUS.STATUS_PENDING)
        {
            return;
        }

        // The requester gets what the dispatch routine returned. An IRP that is not complete then is lost.
        request.Status = status;
        if (!request.IsComplete)
        {
            request.IsComplete = true;
            request.Buffers.AreTemporary = false;
        }
    }

    private void Discard(IoRequest request)
    {
        machine.Io.Irps.Release(request.Irp);
        request.Irp = 0;
        if (request.File is { } file)
        {
            machine.Io.Files.Dereference(file);
        }
    }

    private void FreeBuffers(IoRequest request)
    {
        var buffers = request.Buffers;
        if (!buffers.AreTemporary)
        {
            return;
        }

        buffers.AreTemporary = false;
        if (buffers.Input != 0)
        {
            machine.User.Free(buffers.Input);
        }

        if (buffers.Output != 0)
        {
            machine.User.Free(buffers.Output);
        }
    }
}
