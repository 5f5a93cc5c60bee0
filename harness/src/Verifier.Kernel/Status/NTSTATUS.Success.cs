namespace Verifier.Kernel;

// Success, informational and warning codes. Values: facts/ntstatus.md.
public readonly partial record struct NTSTATUS
{
    /// <summary>The operation is done.</summary>
    public static readonly NTSTATUS STATUS_SUCCESS = new(0x00000000);

    /// <summary>Wait satisfied by object 0 (the same value as STATUS_SUCCESS).</summary>
    public static readonly NTSTATUS STATUS_WAIT_0 = new(0x00000000);

    /// <summary>Wait satisfied by object 1.</summary>
    public static readonly NTSTATUS STATUS_WAIT_1 = new(0x00000001);

    /// <summary>Abandoned mutex, object 0.</summary>
    public static readonly NTSTATUS STATUS_ABANDONED_WAIT_0 = new(0x00000080);

    /// <summary>Wait ended to deliver a user APC.</summary>
    public static readonly NTSTATUS STATUS_USER_APC = new(0x000000C0);

    /// <summary>A kernel APC ran.</summary>
    public static readonly NTSTATUS STATUS_KERNEL_APC = new(0x00000100);

    /// <summary>Wait ended by an alert; DV injects it into alertable waits.</summary>
    public static readonly NTSTATUS STATUS_ALERTED = new(0x00000101);

    /// <summary>Wait timed out; a success value.</summary>
    public static readonly NTSTATUS STATUS_TIMEOUT = new(0x00000102);

    /// <summary>Operation will complete later; must match IoMarkIrpPending.</summary>
    public static readonly NTSTATUS STATUS_PENDING = new(0x00000103);

    /// <summary>Reparse the name.</summary>
    public static readonly NTSTATUS STATUS_REPARSE = new(0x00000104);

    /// <summary>Enumeration has more data.</summary>
    public static readonly NTSTATUS STATUS_MORE_ENTRIES = new(0x00000105);

    /// <summary>Some privileges not assigned.</summary>
    public static readonly NTSTATUS STATUS_NOT_ALL_ASSIGNED = new(0x00000106);

    /// <summary>Resource translation finished.</summary>
    public static readonly NTSTATUS STATUS_TRANSLATION_COMPLETE = new(0x00000120);

    /// <summary>Opened an existing object instead of creating.</summary>
    public static readonly NTSTATUS STATUS_OBJECT_NAME_EXISTS = new(0x40000000);

    /// <summary>Guard page touched.</summary>
    public static readonly NTSTATUS STATUS_GUARD_PAGE_VIOLATION = new(0x80000001);

    /// <summary>Unaligned reference.</summary>
    public static readonly NTSTATUS STATUS_DATATYPE_MISALIGNMENT = new(0x80000002);

    /// <summary>Breakpoint or failed ASSERT.</summary>
    public static readonly NTSTATUS STATUS_BREAKPOINT = new(0x80000003);

    /// <summary>Trace trap.</summary>
    public static readonly NTSTATUS STATUS_SINGLE_STEP = new(0x80000004);

    /// <summary>Data truncated; Information holds what fitted.</summary>
    public static readonly NTSTATUS STATUS_BUFFER_OVERFLOW = new(0x80000005);

    /// <summary>Directory end.</summary>
    public static readonly NTSTATUS STATUS_NO_MORE_FILES = new(0x80000006);

    /// <summary>Device off line.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_OFF_LINE = new(0x80000010);

    /// <summary>Device busy.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_BUSY = new(0x80000011);

    /// <summary>No more extended attributes.</summary>
    public static readonly NTSTATUS STATUS_NO_MORE_EAS = new(0x80000012);

    /// <summary>Media may have changed.</summary>
    public static readonly NTSTATUS STATUS_VERIFY_REQUIRED = new(0x80000016);

    /// <summary>Enumeration end.</summary>
    public static readonly NTSTATUS STATUS_NO_MORE_ENTRIES = new(0x8000001A);
}
