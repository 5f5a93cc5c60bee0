namespace Verifier.Kernel;

/// <summary>ACCESS_STATE, a view of 0xA0 bytes in simulated memory: what an open may do so far. Its tokens are NULL.</summary>
[View(0xA0, Public = ViewMembers.IsNull)]
public readonly partial struct AccessState
{
    /// <summary>RemainingDesiredAccess: what is not granted yet.</summary>
    [Field(0x10)] public partial uint RemainingDesiredAccess { get; set; }

    /// <summary>PreviouslyGrantedAccess: what is granted.</summary>
    [Field(0x14)] public partial uint PreviouslyGrantedAccess { get; set; }

    /// <summary>OriginalDesiredAccess: what the opener asked for.</summary>
    [Field(0x18)] public partial uint OriginalDesiredAccess { get; set; }
}
