namespace Verifier.Kernel;

/// <summary>Timers of the kernel's own.</summary>
internal static class KernelTimer
{
    /// <summary>
    /// Allocates a timer of the kernel's own, not armed yet, with a DPC that runs a routine of the kernel; 0 when the pool is exhausted.
    /// </summary>
    public static ulong Create(Machine machine, PoolTag tag, string routineName, Func<IEnumerator<KernelAction>> routine)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Ktimer.Bytes + Kdpc.Bytes, tag);
        if (address != 0)
        {
            machine.Dispatcher.Initialize(address, DispatcherType.NotificationTimer, Ktimer.Bytes, 0);
            var dpc = new Kdpc(machine, address + Ktimer.Bytes);
            _ = new Ktimer(machine, address) { Dpc = dpc };
            dpc.Type = Kdpc.DpcObject;
            dpc.DeferredRoutine = machine.Images.Kernel.Add(routineName, (_, _, _, _) => routine());
        }

        return address;
    }
}
