namespace Verifier.Kernel;

/// <summary>
/// KeSaveFloatingPointState and KeRestoreFloatingPointState. On x86 a saved state is a block of nonpaged pool, so that saving can fail, and
/// it belongs to the thread and the IRQL that saved it (0xE7, Microsoft's page of that stop). Other processors have nothing to save.
/// </summary>
internal sealed class FloatingPointStates(Machine machine)
{
    private const ulong StateBytes = 0x210;

    private static readonly PoolTag Tag = "Kfpu";

    private readonly Dictionary<ulong, SavedState> _saved = [];

    /// <summary>True if this machine's processor has a state to save.</summary>
    public static bool AreSaved(Machine machine) => machine.Profile.Architecture == Architecture.X86;

    /// <summary>STATUS_INSUFFICIENT_RESOURCES when the nonpaged pool is exhausted.</summary>
    public NTSTATUS Save(ulong floatSave)
    {
        if (!AreSaved(machine))
        {
            machine.Memory.Write(floatSave, 0u);
            return NTSTATUS.STATUS_SUCCESS;
        }

        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, StateBytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Fill(floatSave, SizeOf.KFLOATING_SAVE, 0);
        machine.Memory.Write(floatSave, block);
        _saved[block] = new SavedState(machine.Scheduler.Current, machine.Irql);
        machine.Resources.Acquired(ResourceKind.FloatingPointState, block);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Undoes a save, on the same thread and at the same IRQL.</summary>
    public NTSTATUS Restore(ulong floatSave)
    {
        if (!AreSaved(machine))
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        var block = machine.Memory.Read<ulong>(floatSave);
        if (!_saved.Remove(block, out var saved))
        {
            throw machine.BugCheck(
                Stops.FloatingPoint.BadState(block),
                "KeRestoreFloatingPointState was called for a state that is not saved, or restored already.");
        }

        if (saved.Irql != machine.Irql)
        {
            throw machine.BugCheck(
                Stops.FloatingPoint.OtherIrql(saved.Irql, machine.Irql),
                $"The floating-point state was saved at {machine.Profile.IrqlName(saved.Irql)} and is restored at {machine.IrqlName}.");
        }

        var current = machine.Scheduler.Current;
        if (saved.Thread != current)
        {
            throw machine.BugCheck(
                Stops.FloatingPoint.OtherThread(Dispatcher.OwnerId(saved.Thread), Dispatcher.OwnerId(current)),
                $"The floating-point state of thread \"{saved.Thread.Name}\" is restored by thread \"{current.Name}\".");
        }

        machine.Memory.Write(floatSave, 0UL);
        machine.Resources.Released(ResourceKind.FloatingPointState, block);
        machine.Pool.FreeForKernel(block);
        return NTSTATUS.STATUS_SUCCESS;
    }

    public void Reset() => _saved.Clear();

    private sealed record SavedState(SimulatedThread Thread, KIRQL Irql);
}
