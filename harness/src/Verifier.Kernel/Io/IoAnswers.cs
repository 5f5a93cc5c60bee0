namespace Verifier.Kernel;

/// <summary>The I/O manager's answers to lower rooms.</summary>
internal sealed class IoAnswers(Machine machine) : IDeviceStacks, IThreadRequests, IIrpMemory, IInterruptServices, IIoObjects
{
    /// <inheritdoc/>
    public bool IsPageableAbove(ulong device) => machine.Io.Power.IsPageableAbove(device);

    /// <inheritdoc/>
    public void CancelRequestsOf(SimulatedThread thread)
    {
        foreach (var record in machine.Io.Irps.Live.Where(r => r is { Kind: IrpKind.Threaded, IsComplete: false }).ToArray())
        {
            if (new Irp(machine, record.Address).Thread.Address == thread.ThreadObject)
            {
                machine.Executor.Run(machine.Io.Cancellation.Cancel(record.Address));
            }
        }
    }

    /// <inheritdoc/>
    public void IrpFreed(ulong irp) => machine.Io.Irps.Drop(irp);

    /// <inheritdoc/>
    public ulong InterruptServedBy(DriverImage image) =>
        machine.Io.Interrupts.Connected.FirstOrDefault(i => image.HasCode(i.Routine))?.Address ?? 0;

    /// <inheritdoc/>
    public ObjectKind? KindOf(ulong body) => machine.Io.Devices.Find(body) is not null ? ObjectKind.Device
        : machine.Io.Files.Find(body) is not null ? ObjectKind.File
        : machine.Io.Drivers.Find(body) is not null ? ObjectKind.Driver
        : null;

    /// <inheritdoc/>
    public void ReferenceDevice(ulong body) => machine.Io.Devices.TryReference(body);

    /// <inheritdoc/>
    public void DereferenceDevice(ulong body) => machine.Io.Devices.TryDereference(body);

    /// <inheritdoc/>
    public bool ReferenceFile(ulong body)
    {
        if (machine.Io.Files.Find(body) is not { } file)
        {
            return false;
        }

        file.References++;
        return true;
    }

    /// <inheritdoc/>
    public bool DereferenceFile(ulong body)
    {
        if (machine.Io.Files.Find(body) is not { } file)
        {
            return false;
        }

        machine.Io.Files.Dereference(file);
        return true;
    }

    /// <inheritdoc/>
    public DriverImage? OwnerOf(ulong device) => machine.Io.Devices.Find(device)?.Owner;

    /// <inheritdoc/>
    public ulong? DeviceOf(ulong file) => machine.Io.Files.Find(file)?.Device;
}
