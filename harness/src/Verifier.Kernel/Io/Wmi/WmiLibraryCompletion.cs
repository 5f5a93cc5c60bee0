namespace Verifier.Kernel;

/// <summary>WmiCompleteRequest and WmiFireEvent.</summary>
internal static class WmiLibraryCompletion
{
    private static readonly PoolTag Tag = "WmiL";

    /// <summary>The sequence of WmiCompleteRequest: the WNODE tells how many bytes there are, or how many it would take.</summary>
    public static IEnumerator<KernelAction> Complete(Machine machine, Irp irp, NTSTATUS status, uint used)
    {
        var location = new IoStackLocation(irp.CurrentStackLocation);
        var (wnode, minor) = (location.WmiBuffer, location.MinorFunction);
        var needed = BytesBefore(wnode, minor) + used;
        uint told = 0;
        if (needed > used && (status == NTSTATUS.STATUS_BUFFER_TOO_SMALL || (status.IsSuccess && needed > location.WmiBufferSize)))
        {
            told = TellTooSmall(wnode, needed);
            status = NTSTATUS.STATUS_SUCCESS;
        }
        else if (status.IsSuccess && needed > used)
        {
            told = needed;
            wnode.Write(WnodeLayout.BufferSize, needed);
            wnode.Write(WnodeLayout.TimeStamp, machine.Clock.SystemTime);
            TellLengths(wnode, minor, used);
        }

        irp.Status = status;
        irp.Information = told;
        yield return KernelAction.Run(machine.Io.Completion.Complete(irp.Pointer));
        machine.Scheduler.Current.Result = status.Value;
    }

    /// <summary>WmiFireEvent: the driver's data go into an event, and are freed.</summary>
    public static NTSTATUS Fire(Machine machine, ulong guid, Pointer data, uint bytes)
    {
        var size = data.IsNull ? 0 : bytes;
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, WnodeLayout.InstanceBytes + size, Tag);
        if (block != 0)
        {
            var content = new byte[size];
            var name = new byte[WnodeLayout.GuidBytes];
            machine.Memory.CopyFrom(guid, name);
            machine.Memory.CopyFrom(data, content);
            machine.Outflow.Add(($"WMI event {new Guid(name):B}", content));
            machine.Pool.FreeForKernel(block);
        }

        if (!data.IsNull)
        {
            machine.Pool.Free(data);
        }

        return block != 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
    }

    // Of the requests whose answer has data: the offset of the data. 0 for the others.
    private static uint BytesBefore(Pointer wnode, byte minor) => minor switch
    {
        IRP_MN.IRP_MN_QUERY_ALL_DATA => wnode.Read<uint>(WnodeLayout.AllDataOffset),
        IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE => wnode.Read<uint>(WnodeLayout.InstanceDataOffset),
        IRP_MN.IRP_MN_EXECUTE_METHOD => wnode.Read<uint>(WnodeLayout.ItemDataOffset),
        _ => 0,
    };

    private static uint TellTooSmall(Pointer wnode, uint needed)
    {
        wnode.Write(WnodeLayout.BufferSize, WnodeLayout.TooSmallBytes);
        wnode.Write(WnodeLayout.Flags, wnode.Read<uint>(WnodeLayout.Flags) | WnodeLayout.FlagTooSmall);
        wnode.Write(WnodeLayout.SizeNeeded, needed);
        return WnodeLayout.TooSmallBytes;
    }

    private static void TellLengths(Pointer wnode, byte minor, uint used)
    {
        switch (minor)
        {
            case IRP_MN.IRP_MN_QUERY_ALL_DATA:
                TellInstances(wnode);
                break;
            case IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE:
                wnode.Write(WnodeLayout.InstanceDataSize, used);
                break;
            default:
                wnode.Write(WnodeLayout.ItemDataSize, used);
                break;
        }
    }

    // The driver left lengths of four bytes each where the records of offset and length belong; the data lie one after another, aligned.
    private static void TellInstances(Pointer wnode)
    {
        var lengths = new uint[wnode.Read<uint>(WnodeLayout.AllDataCount)];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = wnode.Read<uint>(WnodeLayout.AllDataInstances + (sizeof(uint) * i));
        }

        var offset = wnode.Read<uint>(WnodeLayout.AllDataOffset);
        for (var i = 0; i < lengths.Length; i++)
        {
            var record = WnodeLayout.AllDataInstances + (WnodeLayout.InstanceRecord * i);
            wnode.Write(record, offset);
            wnode.Write(record + sizeof(uint), lengths[i]);
            offset = WnodeLayout.Align(offset + lengths[i]);
        }
    }
}
