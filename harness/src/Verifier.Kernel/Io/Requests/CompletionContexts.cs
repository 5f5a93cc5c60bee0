namespace Verifier.Kernel;

/// <summary>
/// IoSetCompletionRoutineEx: a block that remembers the driver's routine until it has run
/// (harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal sealed class CompletionContexts(Machine machine)
{
    private const ulong Bytes = 0x18;

    private static readonly PoolTag Tag = "IoUn";

    private ulong _wrapper;

    /// <summary>Sets what is called when the next-lower driver has completed the IRP, in the cases that the flags say.</summary>
    public NTSTATUS Set(Irp irp, ulong routine, ulong context, SL_CONTROL when)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(block, routine);
        machine.Memory.Write(block + 8, context);
        machine.Resources.Acquired(ResourceKind.Registration, block, Bytes, Tag);
        var next = machine.Io.Sender.Next(irp.Pointer);
        next.CompletionRoutine = new Pointer(machine, Wrapper);
        next.Context = new Pointer(machine, block);
        next.Control = when;
        return NTSTATUS.STATUS_SUCCESS;
    }

    public void Reset() => _wrapper = 0;

    private ulong Wrapper => _wrapper != 0
        ? _wrapper
        : _wrapper = machine.Images.Kernel.Add("IopUnloadSafeCompletion", (device, irp, block, _) => Complete(device, irp, block));

    private IEnumerator<KernelAction> Complete(ulong device, ulong irp, ulong block)
    {
        var routine = machine.Memory.Read<ulong>(block);
        var context = machine.Memory.Read<ulong>(block + 8);
        machine.Resources.Released(ResourceKind.Registration, block);
        machine.Pool.FreeForKernel(block);
        yield return KernelAction.Invoke(RoutineKind.Completion, routine, device, irp, context);
    }
}
