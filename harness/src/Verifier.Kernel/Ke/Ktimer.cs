namespace Verifier.Kernel;

/// <summary>KTIMER, a view: the header comes first (harness/docs/facts/io.md#structure-layouts).</summary>
[View(SizeOf.KTIMER)]
internal readonly partial struct Ktimer
{
    /// <summary>DueTime, in interrupt time.</summary>
    [Field(0x18)] public partial long DueTime { get; set; }

    /// <summary>Dpc: its KDPC, or NULL.</summary>
    [Field(0x30)] public partial Kdpc Dpc { get; set; }

    /// <summary>Period in milliseconds; 0 for one that fires once.</summary>
    [Field(0x3C)] public partial uint Period { get; set; }

    /// <summary>
    /// Allocates a timer of the kernel's own, not armed yet, with a DPC that runs a routine of the kernel; 0 when the pool is exhausted.
    /// </summary>
    public static ulong Create(Machine machine, PoolTag tag, string routineName, Func<IEnumerator<KernelAction>> routine)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes + Kdpc.Bytes, tag);
        if (address != 0)
        {
            machine.Dispatcher.Initialize(address, DispatcherType.NotificationTimer, Bytes, 0);
            var dpc = new Kdpc(machine, address + Bytes);
            _ = new Ktimer(machine, address) { Dpc = dpc };
            dpc.Type = Kdpc.DpcObject;
            dpc.DeferredRoutine = machine.Images.Kernel.Add(routineName, (_, _, _, _) => routine());
        }

        return address;
    }
}
