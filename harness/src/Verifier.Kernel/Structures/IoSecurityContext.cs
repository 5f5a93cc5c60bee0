namespace Verifier.Kernel;

/// <summary>IO_SECURITY_CONTEXT, a view of 0x18 bytes in simulated memory: with which rights a device is being opened.</summary>
[View(0x18, Public = ViewMembers.IsNull)]
public readonly partial struct IoSecurityContext
{
    /// <summary>SecurityQos: always NULL, as a plain open has none.</summary>
    [Field(0x00)] public partial Pointer SecurityQos { get; }

    /// <summary>AccessState.</summary>
    [Field(0x08)] public partial AccessState AccessState { get; internal set; }

    /// <summary>DesiredAccess: an ACCESS_MASK.</summary>
    [Field(0x10)] public partial uint DesiredAccess { get; internal set; }

    /// <summary>FullCreateOptions.</summary>
    [Field(0x14)] public partial uint FullCreateOptions { get; internal set; }
}
