namespace Verifier.Kernel;

/// <summary>Opening and closing files: CREATE, CLEANUP, CLOSE as sequences, for applications and for drivers.</summary>
internal sealed class FileOpening(Machine machine)
{
    /// <summary>Finds the device behind a name and makes the file object and the CREATE request, not sent yet.</summary>
    public NTSTATUS Lookup(string name, KPROCESSOR_MODE mode, out IoRequest? request, out ulong device, CreateParameters? parameters = null)
    {
        request = null;
        var status = machine.Io.Names.Resolve(name, out device, out var rest);
        if (!status.IsSuccess)
        {
            return status;
        }

        status = Accepts(device);
        if (!status.IsSuccess)
        {
            return status;
        }

        var file = machine.Io.Files.Create(name, device, rest);
        if (file is null)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        device = machine.Io.Stacks.Top(device);
        request = new IoRequest(IRP_MJ.IRP_MJ_CREATE, 0, file, file);
        if (machine.Io.Sender.Prepare(request, device, IRP_MJ.IRP_MJ_CREATE, 0, mode) == 0)
        {
            machine.Io.Files.Delete(file);
            request = null;
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var location = machine.Io.Sender.Next(request.Irp);
        location.CreateOptions = parameters?.Options ?? CreateParameters.UsualOptions;
        location.CreateShareAccess = parameters?.Share ?? CreateParameters.UsualShare;
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The sequence of CREATE; a file that a driver refuses is gone without CLEANUP and CLOSE.</summary>
    public IEnumerator<KernelAction> SendCreate(IoRequest request, ulong device, uint access)
    {
        var thread = machine.Scheduler.Current;
        var outer = thread.StackPointer;
        request.File!.Access = access;
        CreateSecurity.Push(machine, machine.Io.Sender.Next(request.Irp), access);
        yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, device));
        thread.StackPointer = outer;
        if (!request.Status.IsSuccess && !request.File!.IsGone)
        {
            machine.Io.Files.Delete(request.File);
        }
    }

    /// <summary>The sequence of closing a handle.</summary>
    public IEnumerator<KernelAction> CloseHandle(OpenFile file)
    {
        if (!file.IsOpen)
        {
            yield break;
        }

        file.IsOpen = false;
        yield return KernelAction.Run(SendUnfailing(file, IRP_MJ.IRP_MJ_CLEANUP));
        machine.Io.Files.Dereference(file);
        yield return KernelAction.Run(CloseUnreferenced());
    }

    /// <summary>The sequence of CLOSE for every file without references.</summary>
    public IEnumerator<KernelAction> CloseUnreferenced()
    {
        while (machine.Io.Files.TakeUnreferenced() is { } file)
        {
            if (!file.IsGone)
            {
                file.References = 1;
                yield return KernelAction.Run(SendUnfailing(file, IRP_MJ.IRP_MJ_CLOSE));
                machine.Io.Files.Delete(file);
            }
        }
    }

    // Nothing may keep a file from being closed: without pool for the IRP the system waits until there is some.
    private IEnumerator<KernelAction> SendUnfailing(OpenFile file, IRP_MJ major)
    {
        var request = new IoRequest(major, 0, file, file);
        var device = machine.Io.Stacks.Top(file.Device);
        yield return KernelAction.Run(machine.Io.Sender.PrepareUnfailing(request, device, major, 0));
        yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, device));
    }

    private NTSTATUS Accepts(ulong device)
    {
        var view = new DeviceObject(machine, device);
        if (machine.Io.Devices.Find(device) is not { IsDeletePending: false } || (view.Flags & DEVICE_FLAGS.DO_DEVICE_INITIALIZING) != 0)
        {
            return NTSTATUS.STATUS_NO_SUCH_DEVICE;
        }

        var isExclusive = (view.Flags & DEVICE_FLAGS.DO_EXCLUSIVE) != 0;
        return isExclusive && view.ReferenceCount > 0 ? NTSTATUS.STATUS_ACCESS_DENIED : machine.Io.Pnp.AcceptsCreate(device);
    }
}
