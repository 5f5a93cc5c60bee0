namespace Verifier.Kernel;

/// <summary>Offsets of WMI's structures on x64: WNODE_ALL_DATA, WNODE_SINGLE_INSTANCE, WNODE_SINGLE_ITEM, WNODE_METHOD_ITEM, WMIREGINFO.</summary>
internal static class WnodeLayout
{
    public const int BufferSize = 0x00;
    public const int TimeStamp = 0x10;
    public const int Guid = 0x18;
    public const int GuidBytes = 16;
    public const int Flags = 0x2C;
    public const uint FlagTooSmall = 0x20;
    public const uint FlagFixedSize = 0x10;

    // WNODE_TOO_SMALL
    public const int SizeNeeded = 0x30;
    public const uint TooSmallBytes = 0x38;

    // WNODE_ALL_DATA
    public const int AllDataOffset = 0x30;
    public const int AllDataCount = 0x34;
    public const int AllDataInstances = 0x3C;
    public const int InstanceRecord = 8;

    // WNODE_SINGLE_INSTANCE
    public const int InstanceIndex = 0x34;
    public const int InstanceDataOffset = 0x38;
    public const int InstanceDataSize = 0x3C;
    public const int InstanceBytes = 0x40;

    // WNODE_SINGLE_ITEM and WNODE_METHOD_ITEM
    public const int ItemId = 0x38;
    public const int ItemDataOffset = 0x3C;
    public const int ItemDataSize = 0x40;
    public const int ItemBytes = 0x44;

    // WMIREGINFO and WMIREGGUID
    public const int RegistryPath = 0x08;
    public const int MofResource = 0x0C;
    public const int RegistrationCount = 0x10;
    public const int Registrations = 0x18;
    public const int RegistrationBytes = 0x20;
    public const int RegistrationFlags = 0x10;
    public const int RegistrationInstances = 0x14;
    public const int RegistrationName = 0x18;
    public const uint InstanceBaseName = 0x10;
    public const uint InstancePdo = 0x20;

    /// <summary>A length rounded up to eight bytes.</summary>
    public static uint Align(uint bytes) => (bytes + 7) & ~7u;

    /// <summary>Offset of the data of all instances.</summary>
    public static uint AllDataBegin(uint instances) => Align(AllDataInstances + (InstanceRecord * instances));
}
