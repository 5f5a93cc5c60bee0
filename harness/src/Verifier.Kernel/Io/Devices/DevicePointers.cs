namespace Verifier.Kernel;

/// <summary>IoGetDeviceObjectPointer and IoAttachDevice: a device by its name, which opens it for a moment.</summary>
internal sealed class DevicePointers(Machine machine)
{
    /// <summary>The sequence of IoGetDeviceObjectPointer: CREATE, a reference to the file object, CLEANUP.</summary>
    public IEnumerator<KernelAction> Get(ulong name, uint access, ulong fileOut, ulong deviceOut)
    {
        var status = machine.Io.Opening.Lookup(KernelText.Read(machine, name), KPROCESSOR_MODE.KernelMode, out var request, out var device);
        if (request is null)
        {
            machine.Scheduler.Current.Result = status.Value;
            yield break;
        }

        yield return KernelAction.Run(machine.Io.Opening.SendCreate(request, device, access));
        if (!request.Status.IsSuccess)
        {
            machine.Scheduler.Current.Result = request.Status.Value;
            yield break;
        }

        var file = request.File!;
        file.References++;
        machine.Objects.NoteHeld(file.Address);
        yield return KernelAction.Run(machine.Io.Opening.CloseHandle(file));
        machine.Memory.Write(fileOut, file.Address);
        machine.Memory.Write(deviceOut, machine.Io.Stacks.Top(file.Device));
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
    }

    /// <summary>The device that IoAttachDevice would attach to now, as far as names tell; 0 when there is none.</summary>
    public ulong Foresee(string name) => machine.Io.Names.Resolve(name, out var device, out _).IsSuccess ? machine.Io.Stacks.Top(device) : 0;

    /// <summary>
    /// The sequence of IoAttachDevice: opens the target, stores its top, attaches, closes. So CLEANUP and CLOSE come to the device that has just been
    /// attached, which has to forward them to the target ("IoAttachDevice function (wdm.h)").
    /// </summary>
    public IEnumerator<KernelAction> Attach(ulong source, ulong name, ulong attachedOut)
    {
        var status = machine.Io.Opening.Lookup(KernelText.Read(machine, name), KPROCESSOR_MODE.KernelMode, out var request, out var device);
        if (request is null)
        {
            machine.Scheduler.Current.Result = status.Value;
            yield break;
        }

        yield return KernelAction.Run(machine.Io.Opening.SendCreate(request, device, CreateSecurity.ReadAttributes));
        if (!request.Status.IsSuccess)
        {
            machine.Scheduler.Current.Result = request.Status.Value;
            yield break;
        }

        var file = request.File!;
        machine.Memory.Write(attachedOut, machine.Io.Stacks.Top(file.Device));
        var lower = machine.Io.Stacks.Attach(source, file.Device);
        machine.Memory.Write(attachedOut, lower);
        yield return KernelAction.Run(machine.Io.Opening.CloseHandle(file));
        machine.Scheduler.Current.Result = (lower != 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_NO_SUCH_DEVICE).Value;
    }
}
