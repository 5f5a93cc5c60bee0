namespace Verifier.Kernel;

/// <summary>
/// Freeing and making IRPs as new, with the rules that I/O verification has for them
/// (harness/docs/facts/bugchecks.md#io-verification-rules).
/// </summary>
internal static class IrpRules
{
    /// <summary>IoFreeIrp.</summary>
    public static void Free(Machine machine, ulong irp)
    {
        if (machine.Io.Irps.Find(irp) is not { } record)
        {
            if (!machine.Io.Irps.WasFreed(irp) && machine.Memory.Read<short>(irp) == (short)IO_TYPE.IO_TYPE_IRP)
            {
                // In memory of the driver's own: IoFreeIrp gives that back to the pool.
                machine.Io.Frames.Forget(irp);
                machine.Pool.Free(irp, null);
                return;
            }

            Report(
                machine,
                Stops.IoManager.FreedNoIrp(irp),
                "IoFreeIrp was called for something that is no IRP, or one that was freed before.");
            machine.Pool.Free(irp, null);
            return;
        }

        // An associated IRP is the driver's to free when its completion routine takes it back ("IoFreeIrp function (wdm.h)").
        if (record.Kind is IrpKind.Threaded or IrpKind.System or IrpKind.Power)
        {
            Report(
                machine,
                Stops.IoManager.FreedTiedToThread(irp),
                "IoFreeIrp was called for an IRP that the I/O manager frees when it is complete.");
        }

        if (machine.Io.Frames.IsBelow(irp, int.MaxValue))
        {
            Report(
                machine,
                Stops.IoManager.FreedWhileInUse(machine.CurrentRoutine, irp),
                "IoFreeIrp was called for an IRP that another driver still has.");
        }

        machine.Io.Irps.Release(irp);
    }

    /// <summary>IoReuseIrp.</summary>
    public static void Reuse(Machine machine, ulong irp, NTSTATUS status)
    {
        VerifyIdle(machine, irp);
        var view = new Irp(machine, irp);
        if (machine.Io.Irps.Find(irp) is { Kind: not IrpKind.Driver })
        {
            Report(
                machine,
                Stops.IoManager.InitializedBuilt(machine.CurrentRoutine, irp),
                "IoReuseIrp was called for an IRP that IoAllocateIrp did not make.",
                false);
        }

        machine.Io.Irps.Initialize(irp, (ushort)IrpTable.SizeOf(view.StackCount), view.StackCount);
        view.Status = status;
    }

    /// <summary>IoInitializeIrp.</summary>
    public static void Initialize(Machine machine, ulong irp, ushort bytes, int stackCount)
    {
        if (machine.Io.Irps.Find(irp) is { } record)
        {
            VerifyIdle(machine, irp);
            var isFatal = record.Kind == IrpKind.Driver;
            var stop = isFatal
                ? Stops.IoManager.InitializedAllocated(machine.CurrentRoutine, irp)
                : Stops.IoManager.InitializedBuilt(machine.CurrentRoutine, irp);
            Report(machine, stop, "IoInitializeIrp was called for an IRP that the I/O manager allocated.", isFatal);
        }

        machine.Io.Irps.Initialize(irp, bytes, stackCount);
    }

    private static void VerifyIdle(Machine machine, ulong irp)
    {
        if (machine.Io.Frames.IsBelow(irp, int.MaxValue))
        {
            Report(
                machine,
                Stops.IoManager.InitializedLive(machine.CurrentRoutine, irp),
                "An IRP was made as new that another driver still has.",
                false);
        }
    }

    private static void Report(Machine machine, BugCheck stop, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
