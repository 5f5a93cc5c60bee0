namespace Verifier.Kernel;

/// <summary>
/// IO_STACK_LOCATION, a view of 0x48 bytes in simulated memory (facts/wdm-io.md §7). The members of the Parameters union are flattened;
/// those of requests that the location does not carry read the same bytes with another meaning, as in C.
/// </summary>
public readonly struct IoStackLocation
{
    internal const int Bytes = 0x48;
    internal const int CompletionRoutineOffset = 0x38;

    internal IoStackLocation(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>MajorFunction.</summary>
    public IRP_MJ MajorFunction
    {
        get => (IRP_MJ)Pointer.Read<byte>(0x00);
        set => Pointer.Write(0x00, (byte)value);
    }

    /// <summary>MinorFunction: one of <see cref="IRP_MN"/>.</summary>
    public byte MinorFunction
    {
        get => Pointer.Read<byte>(0x01);
        set => Pointer.Write(0x01, value);
    }

    /// <summary>Flags: their meaning depends on the major function.</summary>
    public byte Flags
    {
        get => Pointer.Read<byte>(0x02);
        set => Pointer.Write(0x02, value);
    }

    /// <summary>Control: pending mark and when to call the completion routine.</summary>
    public SL_CONTROL Control
    {
        get => (SL_CONTROL)Pointer.Read<byte>(0x03);
        set => Pointer.Write(0x03, (byte)value);
    }

    /// <summary>DeviceObject: the target.</summary>
    public DeviceObject DeviceObject
    {
        get => new(Pointer.ReadPointer(0x28));
        set => Pointer.WritePointer(0x28, value.Pointer);
    }

    /// <summary>FileObject: the open instance, or NULL.</summary>
    public FileObject FileObject
    {
        get => new(Pointer.ReadPointer(0x30));
        set => Pointer.WritePointer(0x30, value.Pointer);
    }

    /// <summary>CompletionRoutine's address; set it with IoSetCompletionRoutine.</summary>
    public Pointer CompletionRoutine
    {
        get => Pointer.ReadPointer(CompletionRoutineOffset);
        internal set => Pointer.WritePointer(CompletionRoutineOffset, value);
    }

    /// <summary>Context of the completion routine.</summary>
    public Pointer Context
    {
        get => Pointer.ReadPointer(0x40);
        internal set => Pointer.WritePointer(0x40, value);
    }

    /// <summary>Parameters.Read.Length, bytes.</summary>
    public uint ReadLength
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Parameters.Read.Key.</summary>
    public uint ReadKey
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>Parameters.Read.ByteOffset.</summary>
    public long ReadByteOffset
    {
        get => Pointer.Read<long>(0x18);
        set => Pointer.Write(0x18, value);
    }

    /// <summary>Parameters.Write.Length, bytes.</summary>
    public uint WriteLength
    {
        get => ReadLength;
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Parameters.Write.Key.</summary>
    public uint WriteKey
    {
        get => ReadKey;
        set => Pointer.Write(0x10, value);
    }

    /// <summary>Parameters.Write.ByteOffset.</summary>
    public long WriteByteOffset
    {
        get => ReadByteOffset;
        set => Pointer.Write(0x18, value);
    }

    /// <summary>Parameters.DeviceIoControl.OutputBufferLength, bytes.</summary>
    public uint OutputBufferLength
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Parameters.DeviceIoControl.InputBufferLength, bytes.</summary>
    public uint InputBufferLength
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>Parameters.DeviceIoControl.IoControlCode.</summary>
    public uint IoControlCode
    {
        get => Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, value);
    }

    /// <summary>Parameters.DeviceIoControl.Type3InputBuffer: the requester's address of METHOD_NEITHER input.</summary>
    public Pointer Type3InputBuffer
    {
        get => Pointer.ReadPointer(0x20);
        set => Pointer.WritePointer(0x20, value);
    }

    /// <summary>Parameters.Create.SecurityContext: gone when the request is complete.</summary>
    public IoSecurityContext SecurityContext
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>Parameters.Create.Options: disposition in the upper eight bits, create options below.</summary>
    public uint CreateOptions
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>Parameters.Create.ShareAccess.</summary>
    public ushort CreateShareAccess
    {
        get => Pointer.Read<ushort>(0x1A);
        set => Pointer.Write(0x1A, value);
    }

    /// <summary>Parameters.StartDevice.AllocatedResources: a CM_RESOURCE_LIST, or NULL.</summary>
    public CmResourceList AllocatedResources
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>Parameters.StartDevice.AllocatedResourcesTranslated: the same in processor terms.</summary>
    public CmResourceList AllocatedResourcesTranslated
    {
        get => new(Pointer.ReadPointer(0x10));
        set => Pointer.WritePointer(0x10, value.Pointer);
    }

    /// <summary>Parameters.DeviceCapabilities.Capabilities.</summary>
    public DeviceCapabilities Capabilities
    {
        get => new(Pointer.ReadPointer(0x08));
        set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>Parameters.QueryDeviceRelations.Type.</summary>
    public DEVICE_RELATION_TYPE DeviceRelationsType
    {
        get => (DEVICE_RELATION_TYPE)Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, (uint)value);
    }

    /// <summary>Parameters.QueryId.IdType.</summary>
    public BUS_QUERY_ID_TYPE IdType
    {
        get => (BUS_QUERY_ID_TYPE)Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, (uint)value);
    }

    /// <summary>Parameters.Power.SystemContext.</summary>
    public uint PowerSystemContext
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Parameters.Power.Type: whose state it is.</summary>
    public POWER_STATE_TYPE PowerType
    {
        get => (POWER_STATE_TYPE)Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, (uint)value);
    }

    /// <summary>Parameters.Power.State.SystemState.</summary>
    public SYSTEM_POWER_STATE PowerSystemState
    {
        get => (SYSTEM_POWER_STATE)Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, (uint)value);
    }

    /// <summary>Parameters.Power.State.DeviceState; the same memory as <see cref="PowerSystemState"/>.</summary>
    public DEVICE_POWER_STATE PowerDeviceState
    {
        get => (DEVICE_POWER_STATE)Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, (uint)value);
    }

    /// <summary>Parameters.Power.ShutdownType.</summary>
    public uint PowerShutdownType
    {
        get => Pointer.Read<uint>(0x20);
        set => Pointer.Write(0x20, value);
    }

    /// <summary>Parameters.WMI.ProviderId: the device object's address.</summary>
    public ulong WmiProviderId
    {
        get => Pointer.Read<ulong>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Parameters.WMI.DataPath: the address of a GUID, or the registration kind of IRP_MN_REGINFO.</summary>
    public Pointer WmiDataPath
    {
        get => Pointer.ReadPointer(0x10);
        set => Pointer.WritePointer(0x10, value);
    }

    /// <summary>Parameters.WMI.BufferSize, bytes.</summary>
    public uint WmiBufferSize
    {
        get => Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, value);
    }

    /// <summary>Parameters.WMI.Buffer.</summary>
    public Pointer WmiBuffer
    {
        get => Pointer.ReadPointer(0x20);
        set => Pointer.WritePointer(0x20, value);
    }

    /// <summary>Parameters.Others.Argument1 to 4, by number: for requests that drivers define among themselves.</summary>
    public Pointer GetArgument(int number) => Pointer.ReadPointer(ArgumentOffset(number));

    /// <summary>Sets Parameters.Others.Argument1 to 4, by number.</summary>
    public void SetArgument(int number, Pointer value) => Pointer.WritePointer(ArgumentOffset(number), value);

    private static int ArgumentOffset(int number) => number is >= 1 and <= 4
        ? 8 * number
        : throw new ArgumentOutOfRangeException(nameof(number), number, "Parameters.Others has Argument1 to Argument4.");
}
