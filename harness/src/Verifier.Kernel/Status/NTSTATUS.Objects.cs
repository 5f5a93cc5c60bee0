namespace Verifier.Kernel;

// Error codes about parameters, objects and names. Values: facts/ntstatus.md.
public readonly partial record struct NTSTATUS
{
    /// <summary>Generic failure.</summary>
    public static readonly NTSTATUS STATUS_UNSUCCESSFUL = new(0xC0000001);

    /// <summary>Not implemented.</summary>
    public static readonly NTSTATUS STATUS_NOT_IMPLEMENTED = new(0xC0000002);

    /// <summary>Initial status of PnP/power/WMI IRPs; drivers must not use it as an answer.</summary>
    public static readonly NTSTATUS STATUS_NOT_SUPPORTED = new(0xC00000BB);

    /// <summary>Bad parameter.</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER = new(0xC000000D);

    /// <summary>The first parameter is bad.</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER_1 = new(0xC00000EF);

    /// <summary>The second parameter is bad.</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER_2 = new(0xC00000F0);

    /// <summary>The third parameter is bad.</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER_3 = new(0xC00000F1);

    /// <summary>The fourth parameter is bad (ExInitializeLookasideListEx: the pool type).</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER_4 = new(0xC00000F2);

    /// <summary>The fifth parameter is bad (ExInitializeLookasideListEx: the flags).</summary>
    public static readonly NTSTATUS STATUS_INVALID_PARAMETER_5 = new(0xC00000F3);

    /// <summary>Information class unknown.</summary>
    public static readonly NTSTATUS STATUS_INVALID_INFO_CLASS = new(0xC0000003);

    /// <summary>Length wrong for class.</summary>
    public static readonly NTSTATUS STATUS_INFO_LENGTH_MISMATCH = new(0xC0000004);

    /// <summary>Nothing returned, buffer too small.</summary>
    public static readonly NTSTATUS STATUS_BUFFER_TOO_SMALL = new(0xC0000023);

    /// <summary>Handle invalid.</summary>
    public static readonly NTSTATUS STATUS_INVALID_HANDLE = new(0xC0000008);

    /// <summary>Handle of another type.</summary>
    public static readonly NTSTATUS STATUS_OBJECT_TYPE_MISMATCH = new(0xC0000024);

    /// <summary>No access.</summary>
    public static readonly NTSTATUS STATUS_ACCESS_DENIED = new(0xC0000022);

    /// <summary>Privilege missing.</summary>
    public static readonly NTSTATUS STATUS_PRIVILEGE_NOT_HELD = new(0xC0000061);

    /// <summary>Share mode conflict.</summary>
    public static readonly NTSTATUS STATUS_SHARING_VIOLATION = new(0xC0000043);

    /// <summary>Name malformed.</summary>
    public static readonly NTSTATUS STATUS_OBJECT_NAME_INVALID = new(0xC0000033);

    /// <summary>No such name.</summary>
    public static readonly NTSTATUS STATUS_OBJECT_NAME_NOT_FOUND = new(0xC0000034);

    /// <summary>Name exists (device, symbolic link, extension id).</summary>
    public static readonly NTSTATUS STATUS_OBJECT_NAME_COLLISION = new(0xC0000035);

    /// <summary>Directory missing.</summary>
    public static readonly NTSTATUS STATUS_OBJECT_PATH_NOT_FOUND = new(0xC000003A);

    /// <summary>Object is being deleted.</summary>
    public static readonly NTSTATUS STATUS_DELETE_PENDING = new(0xC0000056);

    /// <summary>Version differs.</summary>
    public static readonly NTSTATUS STATUS_REVISION_MISMATCH = new(0xC0000059);

    /// <summary>Protected handle.</summary>
    public static readonly NTSTATUS STATUS_HANDLE_NOT_CLOSABLE = new(0xC0000235);

    /// <summary>Not found.</summary>
    public static readonly NTSTATUS STATUS_NOT_FOUND = new(0xC0000225);

    /// <summary>Internal error.</summary>
    public static readonly NTSTATUS STATUS_INTERNAL_ERROR = new(0xC00000E5);

    /// <summary>Duplicate name.</summary>
    public static readonly NTSTATUS STATUS_DUPLICATE_NAME = new(0xC00000BD);

    /// <summary>Bad user buffer.</summary>
    public static readonly NTSTATUS STATUS_INVALID_USER_BUFFER = new(0xC00000E8);
}
