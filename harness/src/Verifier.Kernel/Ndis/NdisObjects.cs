namespace Verifier.Kernel;

/// <summary>
/// The objects that NDIS allocates for a driver: generic objects, pools, NET_BUFFER_LISTs with one NET_BUFFER. Kernel blocks of nonpaged
/// pool, so that real exhaustion reaches them; the ledger knows whose they are.
/// </summary>
internal static class NdisObjects
{
    // sizeof(NDIS_GENERIC_OBJECT): header, caller, thread, driver object.
    private const ulong GenericObjectBytes = 0x28;
    private const ulong PoolBytes = 0x40;
    private const ulong PoolTagOffset = 0x08;

    public static ulong AllocateGenericObject(Machine machine, PoolTag tag, ushort extraBytes) =>
        Allocate(machine, ResourceKind.NdisObject, GenericObjectBytes + extraBytes, tag);

    public static ulong AllocatePool(Machine machine, ulong parameters)
    {
        var view = new NetBufferListPoolParameters(machine, parameters);
        if (!view.AllocatesNetBuffer || view.DataSize != 0)
        {
            return 0;
        }

        var tag = view.PoolTag;
        var pool = Allocate(machine, ResourceKind.NetBufferListPool, PoolBytes, tag);
        if (pool != 0)
        {
            machine.Memory.Write(pool + PoolTagOffset, tag.Value);
        }

        return pool;
    }

    public static ulong AllocateList(Machine machine, ulong pool, ulong contextBytes, ulong mdlChain, uint dataOffset, ulong dataLength)
    {
        if (machine.Resources.Find(ResourceKind.NetBufferListPool, pool) is null)
        {
            throw NotAllocated(machine, pool, "no NET_BUFFER_LIST pool");
        }

        var tag = new PoolTag(machine.Memory.Read<uint>(pool + PoolTagOffset));
        var bytes = NetBufferList.Bytes + NetBuffer.Bytes + contextBytes;
        var address = Allocate(machine, ResourceKind.NetBufferList, bytes, tag);
        if (address != 0)
        {
            Fill(machine, address, pool, mdlChain, dataOffset, dataLength);
        }

        return address;
    }

    public static void Free(Machine machine, ResourceKind kind, ulong address)
    {
        if (machine.Resources.Find(kind, address) is not { } known)
        {
            throw NotAllocated(machine, address, "nothing of this kind, or it was freed already");
        }

        machine.Resources.Released(kind, address);
        if (kind == ResourceKind.NetBufferListPool)
        {
            VerifyEmpty(machine, known);
        }

        machine.Pool.FreeHandedOut(address, "The NDIS object");
    }

    // A NET_BUFFER_LIST goes back to its pool: all must have, before the pool goes.
    private static void VerifyEmpty(Machine machine, Resource pool)
    {
        var left = machine.Resources.HeldBy(pool.Owner)
            .Where(r => r.Kind == ResourceKind.NetBufferList && new NetBufferList(machine, r.Key).PoolHandle == pool.Key)
            .ToArray();
        if (left.Length > 0)
        {
            var words = left.Length == 1 ? "one NET_BUFFER_LIST of it was" : $"{left.Length} NET_BUFFER_LISTs of it were";
            machine.Note(new RuleBreach("NET_BUFFER_LIST of a freed pool", $"The NET_BUFFER_LIST pool at 0x{pool.Key:X} was freed while {words} not.")
            {
                About = [new Origin("the NET_BUFFER_LIST", left[0].AcquiredBy?.Name, left[0].CallNumber), new Origin("freed", machine.CurrentDdi?.Name, machine.Call.Number)],
            });
        }
    }

    private static void Fill(Machine machine, ulong address, ulong pool, ulong mdlChain, uint dataOffset, ulong dataLength)
    {
        var list = new NetBufferList(machine, address);
        var netBuffer = new NetBuffer(machine, address + NetBufferList.Bytes);
        list.FirstNetBuffer = netBuffer;
        list.PoolHandle = pool;
        netBuffer.CurrentMdl = new Mdl(machine, mdlChain);
        netBuffer.MdlChain = new Mdl(machine, mdlChain);
        netBuffer.CurrentMdlOffset = dataOffset;
        netBuffer.DataOffset = dataOffset;
        netBuffer.LongDataLength = dataLength;
    }

    private static ulong Allocate(Machine machine, ResourceKind kind, ulong bytes, PoolTag tag)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, bytes, tag);
        if (address != 0)
        {
            machine.Resources.Acquired(kind, address, bytes, tag);
        }

        return address;
    }

    // 0xC2/0x46, the stop for an address that no allocator gave out (harness/docs/facts/bugchecks.md#pool-sub-codes).
    private static Exception NotAllocated(Machine machine, ulong address, string what)
    {
        var allocated = AllocatedMemory.Find(machine, address);
        return machine.BugCheck(
            Stops.PoolCaller.InvalidAddress(address),
            $"0x{address:X} is {what} that NDIS has given out{AllocatedMemory.Words(allocated)}.",
            AllocatedMemory.About(allocated));
    }
}
