namespace Verifier.Kernel;

/// <summary>
/// IO_STACK_LOCATION, a view of 0x48 bytes in simulated memory (harness/docs/facts/io.md#structure-layouts). The members of the Parameters
/// union are flattened; those of requests that the location does not carry read the same bytes with another meaning, as in C.
/// </summary>
[View(0x48)]
[Union(0x08, 0x20)]
public readonly partial struct IoStackLocation
{
    internal const int CompletionRoutineOffset = 0x38;

    /// <summary>MajorFunction.</summary>
    [Field(0x00)] public partial IRP_MJ MajorFunction { get; set; }

    /// <summary>MinorFunction: one of <see cref="IRP_MN"/>.</summary>
    [Field(0x01)] public partial byte MinorFunction { get; set; }

    /// <summary>Flags: their meaning depends on the major function.</summary>
    [Field(0x02)] public partial byte Flags { get; set; }

    /// <summary>Control: pending mark and when to call the completion routine.</summary>
    [Field(0x03)] public partial SL_CONTROL Control { get; set; }

    /// <summary>DeviceObject: the target.</summary>
    [Field(0x28)] public partial DeviceObject DeviceObject { get; set; }

    /// <summary>FileObject: the open instance, or NULL.</summary>
    [Field(0x30)] public partial FileObject FileObject { get; set; }

    /// <summary>CompletionRoutine's address; set it with IoSetCompletionRoutine.</summary>
    [Field(CompletionRoutineOffset)] public partial Pointer CompletionRoutine { get; internal set; }

    /// <summary>Context of the completion routine.</summary>
    [Field(0x40)] public partial Pointer Context { get; internal set; }

    /// <summary>Parameters.Read.Length, bytes.</summary>
    [Field(0x08)] public partial uint ReadLength { get; set; }

    /// <summary>Parameters.Read.Key.</summary>
    [Field(0x10)] public partial uint ReadKey { get; set; }

    /// <summary>Parameters.Read.ByteOffset.</summary>
    [Field(0x18)] public partial long ReadByteOffset { get; set; }

    /// <summary>Parameters.Write.Length, bytes.</summary>
    [Field(0x08)] public partial uint WriteLength { get; set; }

    /// <summary>Parameters.Write.Key.</summary>
    [Field(0x10)] public partial uint WriteKey { get; set; }

    /// <summary>Parameters.Write.ByteOffset.</summary>
    [Field(0x18)] public partial long WriteByteOffset { get; set; }

    /// <summary>Parameters.DeviceIoControl.OutputBufferLength, bytes.</summary>
    [Field(0x08)] public partial uint OutputBufferLength { get; set; }

    /// <summary>Parameters.DeviceIoControl.InputBufferLength, bytes.</summary>
    [Field(0x10)] public partial uint InputBufferLength { get; set; }

    /// <summary>Parameters.DeviceIoControl.IoControlCode.</summary>
    [Field(0x18)] public partial uint IoControlCode { get; set; }

    /// <summary>Parameters.DeviceIoControl.Type3InputBuffer: the requester's address of METHOD_NEITHER input.</summary>
    [Field(0x20)] public partial Pointer Type3InputBuffer { get; set; }

    /// <summary>Parameters.Create.SecurityContext: gone when the request is complete.</summary>
    [Field(0x08)] public partial IoSecurityContext SecurityContext { get; set; }

    /// <summary>Parameters.Create.Options: disposition in the upper eight bits, create options below.</summary>
    [Field(0x10)] public partial uint CreateOptions { get; set; }

    /// <summary>Parameters.Create.ShareAccess.</summary>
    [Field(0x1A)] public partial ushort CreateShareAccess { get; set; }

    /// <summary>Parameters.QueryFile.Length and Parameters.SetFile.Length, bytes.</summary>
    [Field(0x08)] public partial uint FileInformationLength { get; set; }

    /// <summary>Parameters.QueryFile.FileInformationClass and Parameters.SetFile.FileInformationClass.</summary>
    [Field(0x10)] public partial uint FileInformationClass { get; set; }

    /// <summary>Parameters.StartDevice.AllocatedResources: a CM_RESOURCE_LIST, or NULL.</summary>
    [Field(0x08)] public partial CmResourceList AllocatedResources { get; set; }

    /// <summary>Parameters.StartDevice.AllocatedResourcesTranslated: the same in processor terms.</summary>
    [Field(0x10)] public partial CmResourceList AllocatedResourcesTranslated { get; set; }

    /// <summary>Parameters.DeviceCapabilities.Capabilities.</summary>
    [Field(0x08)] public partial DeviceCapabilities Capabilities { get; set; }

    /// <summary>Parameters.QueryDeviceRelations.Type.</summary>
    [Field(0x08)] public partial DEVICE_RELATION_TYPE DeviceRelationsType { get; set; }

    /// <summary>Parameters.QueryId.IdType.</summary>
    [Field(0x08)] public partial BUS_QUERY_ID_TYPE IdType { get; set; }

    /// <summary>Parameters.Power.SystemContext.</summary>
    [Field(0x08)] public partial uint PowerSystemContext { get; set; }

    /// <summary>Parameters.Power.Type: whose state it is.</summary>
    [Field(0x10)] public partial POWER_STATE_TYPE PowerType { get; set; }

    /// <summary>Parameters.Power.State.SystemState.</summary>
    [Field(0x18)] public partial SYSTEM_POWER_STATE PowerSystemState { get; set; }

    /// <summary>Parameters.Power.State.DeviceState; the same memory as <see cref="PowerSystemState"/>.</summary>
    [Field(0x18)] public partial DEVICE_POWER_STATE PowerDeviceState { get; set; }

    /// <summary>Parameters.Power.ShutdownType.</summary>
    [Field(0x20)] public partial uint PowerShutdownType { get; set; }

    /// <summary>Parameters.WMI.ProviderId: the device object's address.</summary>
    [Field(0x08)] public partial ulong WmiProviderId { get; set; }

    /// <summary>Parameters.WMI.DataPath: the address of a GUID, or the registration kind of IRP_MN_REGINFO.</summary>
    [Field(0x10)] public partial Pointer WmiDataPath { get; set; }

    /// <summary>Parameters.WMI.BufferSize, bytes.</summary>
    [Field(0x18)] public partial uint WmiBufferSize { get; set; }

    /// <summary>Parameters.WMI.Buffer.</summary>
    [Field(0x20)] public partial Pointer WmiBuffer { get; set; }

    /// <summary>Parameters.Others.Argument1 to 4, by number: for requests that drivers define among themselves.</summary>
    public Pointer GetArgument(int number) => Pointer.ReadPointer(ArgumentOffset(number));

    /// <summary>Sets Parameters.Others.Argument1 to 4, by number.</summary>
    public void SetArgument(int number, Pointer value) => Pointer.WritePointer(ArgumentOffset(number), value);

    private static int ArgumentOffset(int number) => number is >= 1 and <= 4
        ? 8 * number
        : throw new ArgumentOutOfRangeException(nameof(number), number, "Parameters.Others has Argument1 to Argument4.");
}
