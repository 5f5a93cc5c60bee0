namespace Verifier.Kernel;

/// <summary>One WMI request that a driver hands to the library, with the driver's WMILIB_CONTEXT.</summary>
internal sealed class WmiLibraryRequest(Machine machine, Pointer context, DeviceObject device, Irp irp)
{
    // WMILIB_CONTEXT and WMIGUIDREGINFO.
    private const int GuidCount = 0x00, GuidList = 0x08, QueryRegInfo = 0x10, QueryDataBlock = 0x18, SetDataBlock = 0x20, SetDataItem = 0x28;
    private const int ExecuteMethod = 0x30, FunctionControl = 0x38;
    private const int ListEntry = 0x10, EntryInstances = 0x08, EntryFlags = 0x0C;

    // What DpWmiQueryReginfo fills in: flags, base name, registry path, resource name, physical device.
    private const int RegFlags = 0x00, InstanceName = 0x08, RegistryPath = 0x18, MofName = 0x20, Pdo = 0x30;
    private const ulong RegInfoBytes = 0x38;

    private static readonly PoolTag Tag = "WmiL";

    private readonly IoStackLocation _location = new(irp.CurrentStackLocation);

    private Pointer Wnode => _location.WmiBuffer;

    private uint Size => _location.WmiBufferSize;

    /// <summary>The sequence of WmiSystemControl.</summary>
    public IEnumerator<KernelAction> Handle(ulong disposition)
    {
        if (_location.WmiProviderId != device.Pointer.Address)
        {
            return End(disposition, SYSCTL_IRP_DISPOSITION.IrpForward, NTSTATUS.STATUS_SUCCESS);
        }

        if (_location.MinorFunction is IRP_MN.IRP_MN_REGINFO or IRP_MN.IRP_MN_REGINFO_EX)
        {
            return Register(disposition);
        }

        if (_location.MinorFunction > IRP_MN.IRP_MN_EXECUTE_METHOD)
        {
            return End(disposition, SYSCTL_IRP_DISPOSITION.IrpNotWmi, NTSTATUS.STATUS_SUCCESS);
        }

        var status = Prepare(out var call);
        return status.IsSuccess && call is { } action
            ? Invoke(disposition, action)
            : End(disposition, SYSCTL_IRP_DISPOSITION.IrpNotCompleted, status);
    }

    private IEnumerator<KernelAction> Invoke(ulong disposition, KernelAction action)
    {
        machine.Memory.Write(disposition, (uint)SYSCTL_IRP_DISPOSITION.IrpProcessed);
        yield return action;
    }

    private IEnumerator<KernelAction> End(ulong disposition, SYSCTL_IRP_DISPOSITION what, NTSTATUS status)
    {
        machine.Memory.Write(disposition, (uint)what);
        if (what == SYSCTL_IRP_DISPOSITION.IrpNotCompleted)
        {
            _ = new Irp(irp.Pointer) { Status = status, Information = 0 };
        }

        machine.Scheduler.Current.Result = status.Value;
        yield break;
    }

    // The call of the driver's routine; none, with the status of the request, when there is nothing to call.
    private NTSTATUS Prepare(out KernelAction? call)
    {
        call = null;
        if (FindGuid() is not { } guid)
        {
            return NTSTATUS.STATUS_WMI_GUID_NOT_FOUND;
        }

        var minor = _location.MinorFunction;
        if (minor is >= IRP_MN.IRP_MN_ENABLE_EVENTS and <= IRP_MN.IRP_MN_DISABLE_COLLECTION)
        {
            var isEvent = minor is IRP_MN.IRP_MN_ENABLE_EVENTS or IRP_MN.IRP_MN_DISABLE_EVENTS;
            var enable = minor is IRP_MN.IRP_MN_ENABLE_EVENTS or IRP_MN.IRP_MN_ENABLE_COLLECTION;
            call = CallOf(FunctionControl, guid, isEvent ? 0UL : 1, enable ? 1UL : 0);
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (minor == IRP_MN.IRP_MN_QUERY_ALL_DATA)
        {
            return PrepareAll(guid, out call);
        }

        var instance = Wnode.Read<uint>(WnodeLayout.InstanceIndex);
        if (instance >= InstancesOf(guid))
        {
            return NTSTATUS.STATUS_WMI_INSTANCE_NOT_FOUND;
        }

        return PrepareInstance(guid, instance, minor, out call);
    }

    private NTSTATUS PrepareAll(uint guid, out KernelAction? call)
    {
        call = null;
        var instances = InstancesOf(guid);
        var begin = WnodeLayout.AllDataBegin(instances);
        if (Size < WnodeLayout.AllDataInstances + WnodeLayout.InstanceRecord)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        Wnode.Write(WnodeLayout.Flags, Wnode.Read<uint>(WnodeLayout.Flags) & ~WnodeLayout.FlagFixedSize);
        Wnode.Write(WnodeLayout.AllDataOffset, begin);
        Wnode.Write(WnodeLayout.AllDataCount, instances);
        var fits = begin <= Size;
        call = CallOf(
            QueryDataBlock, guid, 0, instances, fits ? Wnode + WnodeLayout.AllDataInstances : 0, fits ? Size - begin : 0, fits ? Wnode + begin : 0);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS PrepareInstance(uint guid, uint instance, byte minor, out KernelAction? call)
    {
        var isItem = minor is IRP_MN.IRP_MN_CHANGE_SINGLE_ITEM or IRP_MN.IRP_MN_EXECUTE_METHOD;
        var offset = Wnode.Read<uint>(isItem ? WnodeLayout.ItemDataOffset : WnodeLayout.InstanceDataOffset);
        var bytes = Wnode.Read<uint>(isItem ? WnodeLayout.ItemDataSize : WnodeLayout.InstanceDataSize);
        var item = Wnode.Read<uint>(WnodeLayout.ItemId);
        var data = Wnode + offset;
        var room = offset <= Size ? Size - offset : 0;
        call = minor switch
        {
            IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE => CallOf(QueryDataBlock, guid, instance, 1, Wnode + WnodeLayout.InstanceDataSize, room, data),
            IRP_MN.IRP_MN_CHANGE_SINGLE_INSTANCE => CallOf(SetDataBlock, guid, instance, bytes, data),
            IRP_MN.IRP_MN_CHANGE_SINGLE_ITEM => CallOf(SetDataItem, guid, instance, item, bytes, data),
            _ => CallOf(ExecuteMethod, guid, instance, item, bytes, room, data),
        };
        return call is not null ? NTSTATUS.STATUS_SUCCESS
            : minor == IRP_MN.IRP_MN_EXECUTE_METHOD ? NTSTATUS.STATUS_INVALID_DEVICE_REQUEST
            : NTSTATUS.STATUS_WMI_READ_ONLY;
    }

    private KernelAction? CallOf(int entry, uint guid, ulong a3, params ulong[] onStack) => context.Read<ulong>(entry) is not 0 and var routine
        ? KernelAction.InvokeWithStack(RoutineKind.Callback, routine, device.Pointer, irp.Pointer, guid, a3, onStack)
        : null;

    private uint? FindGuid()
    {
        var (wanted, listed) = (new byte[WnodeLayout.GuidBytes], new byte[WnodeLayout.GuidBytes]);
        machine.Memory.CopyFrom(_location.WmiDataPath, wanted);
        for (var i = 0u; i < context.Read<uint>(GuidCount); i++)
        {
            machine.Memory.CopyFrom(Entry(i).Read<ulong>(), listed);
            if (wanted.AsSpan().SequenceEqual(listed))
            {
                return i;
            }
        }

        return null;
    }

    private Pointer Entry(uint guid) => context.ReadPointer(GuidList) + (ListEntry * guid);

    private uint InstancesOf(uint guid) => Entry(guid).Read<uint>(EntryInstances);

    private IEnumerator<KernelAction> Register(ulong disposition)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, RegInfoBytes, Tag);
        var status = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        uint told = 0;
        if (block != 0)
        {
            machine.Memory.Fill(block, RegInfoBytes, 0);
            yield return KernelAction.InvokeWithStack(
                RoutineKind.Callback, context.Read<ulong>(QueryRegInfo), device.Pointer, block + RegFlags, block + InstanceName, block + RegistryPath, block + MofName, block + Pdo);
            status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            if (status.IsSuccess)
            {
                status = Fill(new Pointer(machine, block), out told);
            }

            machine.Pool.FreeForKernel(block);
        }

        machine.Memory.Write(disposition, (uint)SYSCTL_IRP_DISPOSITION.IrpNotCompleted);
        _ = new Irp(irp.Pointer) { Status = status, Information = told };
        machine.Scheduler.Current.Result = status.Value;
    }

    /// <summary>Fills in the WMIREGINFO from what the driver said; the base name is freed, as the driver allocated it for the library.</summary>
    private NTSTATUS Fill(Pointer said, out uint told)
    {
        var flags = said.Read<uint>(RegFlags);
        var named = (flags & WnodeLayout.InstanceBaseName) != 0;
        var baseName = named ? KernelText.Read(machine, said + InstanceName) : string.Empty;
        var path = KernelText.Read(machine, said.Read<ulong>(RegistryPath));
        var mof = KernelText.Read(machine, said + MofName);
        var count = context.Read<uint>(GuidCount);
        var names = (uint)(WnodeLayout.Registrations + (WnodeLayout.RegistrationBytes * count));
        var needed = names + BytesOf(baseName) + BytesOf(mof) + BytesOf(path);
        if (named && !said.ReadPointer(InstanceName + sizeof(ulong)).IsNull)
        {
            machine.Pool.Free(said.ReadPointer(InstanceName + sizeof(ulong)));
        }

        if (Size < needed)
        {
            told = sizeof(uint);
            Wnode.Write(0, needed);
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.Fill(Wnode, needed, 0);
        Wnode.Write(WnodeLayout.BufferSize, needed);
        Wnode.Write(WnodeLayout.RegistrationCount, count);
        WriteText(names, baseName);
        Wnode.Write(WnodeLayout.MofResource, names + BytesOf(baseName));
        WriteText(names + BytesOf(baseName), mof);
        Wnode.Write(WnodeLayout.RegistryPath, names + BytesOf(baseName) + BytesOf(mof));
        WriteText(names + BytesOf(baseName) + BytesOf(mof), path);
        for (var i = 0u; i < count; i++)
        {
            WriteGuid(i, flags, (flags & WnodeLayout.InstancePdo) != 0 ? said.Read<ulong>(Pdo) : names);
        }

        told = needed;
        return NTSTATUS.STATUS_SUCCESS;
    }

    private void WriteGuid(uint index, uint flags, ulong name)
    {
        var at = Wnode + (WnodeLayout.Registrations + (WnodeLayout.RegistrationBytes * index));
        machine.Memory.Move(at, Entry(index).Read<ulong>(), WnodeLayout.GuidBytes);
        at.Write(WnodeLayout.RegistrationFlags, flags | Entry(index).Read<uint>(EntryFlags));
        at.Write(WnodeLayout.RegistrationInstances, InstancesOf(index));
        at.Write(WnodeLayout.RegistrationName, name);
    }

    // A counted string: two bytes of length before the characters.
    private static uint BytesOf(string text) => sizeof(ushort) + (uint)(text.Length * sizeof(char));

    private void WriteText(uint offset, string text)
    {
        Wnode.Write(offset, (ushort)(text.Length * sizeof(char)));
        machine.Memory.CopyTo(Wnode + offset + sizeof(ushort), System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
