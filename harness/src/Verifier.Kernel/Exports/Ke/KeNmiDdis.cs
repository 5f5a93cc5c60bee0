namespace Verifier.Kernel;

/// <summary>A routine of a driver for nonmaskable interrupts, at HIGH_LEVEL; true when it handled the interrupt.</summary>
[DriverRoutine]
public delegate bool NMI_CALLBACK(Pointer context, bool handled);

/// <summary>Callbacks for nonmaskable interrupts, of which there are none.</summary>
internal static class KeNmiDdis
{
    /// <summary>Registers a routine; NULL when memory is short. KeDeregisterNmiCallback takes it back. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.Server2003, Modelled = "never called: there is no such interrupt")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer KeRegisterNmiCallback(Machine machine, Routine<NMI_CALLBACK> callbackRoutine, Pointer context = default)
    {
        machine.Executive.Registrations.Add(RegistrationKind.NmiCallback, null, out var block);
        return new Pointer(machine, block);
    }

    /// <summary>Takes a registration back; STATUS_INVALID_HANDLE when there is none. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Server2003)]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS KeDeregisterNmiCallback(Machine machine, Pointer handle) =>
        machine.Executive.Registrations.Remove(RegistrationKind.NmiCallback, handle) ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INVALID_HANDLE;
}
