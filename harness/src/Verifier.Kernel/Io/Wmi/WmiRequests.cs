namespace Verifier.Kernel;

/// <summary>WMI: registrations of drivers and the requests that the system sends to them (harness/docs/facts/io.md#wmi-requests).</summary>
internal sealed class WmiRequests(Machine machine)
{
    /// <summary>WMIREG_ACTION_REGISTER: of the actions the only one that asks for something.</summary>
    public const uint Register = 1;

    private const uint Deregister = 2;
    private const int WnodeHeaderBytes = 0x30;
    private const ulong GuidOffset = 0x18;

    private static readonly PoolTag Tag = "Wmi ";

    private readonly HashSet<ulong> _registered = [];

    /// <summary>IoWMIRegistrationControl.</summary>
    public NTSTATUS Control(ulong device, uint action)
    {
        switch (action)
        {
            case Register when _registered.Add(device):
                machine.Resources.Acquired(ResourceKind.Registration, KeyOf(device));
                return NTSTATUS.STATUS_SUCCESS;
            case Register:
                return NTSTATUS.STATUS_OBJECT_NAME_EXISTS;
            case Deregister when _registered.Remove(device):
                machine.Resources.Released(ResourceKind.Registration, KeyOf(device));
                return NTSTATUS.STATUS_SUCCESS;
            case Deregister:
                return NTSTATUS.STATUS_INVALID_PARAMETER;
            default:
                return _registered.Contains(device) ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INVALID_PARAMETER;
        }
    }

    /// <summary>Asks a device's stack for all data of a GUID: IRP_MN_QUERY_ALL_DATA with a WNODE of so many bytes.</summary>
    public IoRequest QueryAllData(ulong device, Guid block, uint bufferBytes) =>
        Send(device, IRP_MN.IRP_MN_QUERY_ALL_DATA, block, [], bufferBytes);

    /// <summary>Asks a device's stack for the GUIDs it serves: IRP_MN_REGINFO.</summary>
    public IoRequest QueryRegistration(ulong device, uint bufferBytes) => Send(device, IRP_MN.IRP_MN_REGINFO, null, [], bufferBytes);

    public void Reset() => _registered.Clear();

    /// <summary>The device whose registration has this key in the ledger.</summary>
    public static ulong DeviceOf(ulong key) => key - 1;

    private static ulong KeyOf(ulong device) => device + 1;

    /// <summary>Any WMI request: a buffer of so many bytes, whose data behind the WNODE header begin as the input says.</summary>
    public IoRequest Send(ulong device, byte minor, Guid? block, byte[] input, uint bytes)
    {
        var request = new IoRequest(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, minor, machine.Io.Devices.Describe(device), null);
        Operation.RunOnSystemThread(machine, "wmi", SendAndWait(request, device, minor, block, input, Math.Max(bytes, (uint)(WnodeHeaderBytes + input.Length))));
        return request;
    }

    private IEnumerator<KernelAction> SendAndWait(IoRequest request, ulong device, byte minor, Guid? block, byte[] input, uint bytes)
    {
        var top = machine.Io.Stacks.Top(device);
        var buffer = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, bytes + 0x10, Tag);
        if (buffer == 0)
        {
            machine.Io.Sender.Fail(request, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }
        else if (machine.Io.Sender.Prepare(request, top, IRP_MJ.IRP_MJ_SYSTEM_CONTROL, minor, KPROCESSOR_MODE.KernelMode) != 0)
        {
            Fill(request.Irp, device, buffer, block, bytes);
            machine.Memory.CopyTo(buffer + WnodeHeaderBytes, input);
        }

        yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, top));
        if (buffer != 0)
        {
            TakeOutput(request, buffer, bytes);
            machine.Pool.FreeForKernel(buffer);
        }
    }

    private void TakeOutput(IoRequest request, ulong buffer, uint bytes)
    {
        if (request.Status.IsSuccess)
        {
            var output = new byte[Math.Min(request.Information, bytes)];
            machine.Memory.CopyFrom(buffer, output);
            request.Output = output;
        }
    }

    // The device of the stack that is registered; the one that the request names when none is.
    private ulong ProviderOf(ulong device) => _registered.Order()
        .FirstOrDefault(r => machine.Io.Pnp.FindByStack(r) is { } found && found.Pdo == device, device);

    /// <summary>The GUID stands behind the buffer, where DataPath points to it, and in the WNODE's header.</summary>
    private void Fill(ulong irp, ulong device, ulong buffer, Guid? block, uint bytes)
    {
        var location = machine.Io.Sender.Next(irp);
        location.WmiProviderId = ProviderOf(device);
        location.WmiBufferSize = bytes;
        location.WmiBuffer = new Pointer(machine, buffer);
        if (block is { } guid)
        {
            machine.Memory.CopyTo(buffer + bytes, guid.ToByteArray());
            machine.Memory.Write(buffer, bytes);
            machine.Memory.CopyTo(buffer + GuidOffset, guid.ToByteArray());
            location.WmiDataPath = new Pointer(machine, buffer + bytes);
        }
    }
}
