namespace Verifier.Kernel;

/// <summary>
/// The state that a thread keeps while another has the baton: its IRQL, and the routine that runs, with its IRP and its caller.
/// </summary>
internal readonly record struct ProcessorState(
    KIRQL Irql, ulong Routine, RoutineKind Kind, ulong Argument, int KernelDepth, DriverImage? Caller)
{
    /// <summary>The state as it is now.</summary>
    public static ProcessorState Of(Machine machine) =>
        new(
            machine.Irql,
            machine.CurrentRoutine,
            machine.CurrentRoutineKind,
            machine.CurrentRoutineArgument,
            machine.KernelDepth,
            machine.Caller);

    /// <summary>Makes it the machine's state again.</summary>
    public void Restore(Machine machine)
    {
        machine.Irql = Irql;
        machine.CurrentRoutine = Routine;
        machine.CurrentRoutineKind = Kind;
        machine.CurrentRoutineArgument = Argument;
        machine.KernelDepth = KernelDepth;
        machine.Caller = Caller;
    }
}
