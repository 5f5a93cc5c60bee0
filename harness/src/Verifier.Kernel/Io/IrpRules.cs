namespace Verifier.Kernel;

/// <summary>Freeing and making IRPs as new, with the rules that I/O verification has for them (facts/bugchecks.md §5).</summary>
internal static class IrpRules
{
    private const ulong NotAnIrp = 0x01;
    private const ulong TiedToThread = 0x02;
    private const ulong StillInUse = 0x20A;
    private const ulong InitializedAllocated = 0x20D;
    private const ulong InitializedLive = 0x310;
    private const ulong InitializedBuilt = 0x311;

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

            Report(machine, NotAnIrp, irp, 0, "IoFreeIrp was called for something that is no IRP, or one that was freed before.");
            machine.Pool.Free(irp, null);
            return;
        }

        // An associated IRP is the driver's to free when its completion routine takes it back ("IoFreeIrp function (wdm.h)").
        if (record.Kind is IrpKind.Threaded or IrpKind.System or IrpKind.Power)
        {
            Report(machine, TiedToThread, irp, 0, "IoFreeIrp was called for an IRP that the I/O manager frees when it is complete.");
        }

        if (machine.Io.Frames.IsBelow(irp, int.MaxValue))
        {
            Report(machine, StillInUse, machine.CurrentRoutine, irp, "IoFreeIrp was called for an IRP that another driver still has.");
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
                machine, InitializedBuilt, machine.CurrentRoutine, irp, "IoReuseIrp was called for an IRP that IoAllocateIrp did not make.", false);
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
            var (code, fatal) = record.Kind == IrpKind.Driver ? (InitializedAllocated, true) : (InitializedBuilt, false);
            Report(machine, code, machine.CurrentRoutine, irp, "IoInitializeIrp was called for an IRP that the I/O manager allocated.", fatal);
        }

        machine.Io.Irps.Initialize(irp, bytes, stackCount);
    }

    private static void VerifyIdle(Machine machine, ulong irp)
    {
        if (machine.Io.Frames.IsBelow(irp, int.MaxValue))
        {
            Report(machine, InitializedLive, machine.CurrentRoutine, irp, "An IRP was made as new that another driver still has.", false);
        }
    }

    private static void Report(Machine machine, ulong code, ulong p2, ulong p3, string text, bool fatal = true) => machine.Violate(
        new ProtocolViolation(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, code, p2, p3, 0, text),
        DriverVerifierOptions.IoVerification,
        fatal);
}
