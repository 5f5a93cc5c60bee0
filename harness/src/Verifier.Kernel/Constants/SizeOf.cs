namespace Verifier.Kernel;

/// <summary>
/// sizeof() of the structures that drivers embed in theirs, in bytes on x64 (harness/docs/facts/io.md#structure-layouts).
/// </summary>
public static class SizeOf
{
    /// <summary>KSPIN_LOCK.</summary>
    public const int KSPIN_LOCK = 8;

    /// <summary>KLOCK_QUEUE_HANDLE.</summary>
    public const int KLOCK_QUEUE_HANDLE = 0x18;

    /// <summary>KFLOATING_SAVE, as large as on x86.</summary>
    public const int KFLOATING_SAVE = 0x20;

    /// <summary>RTL_BITMAP.</summary>
    public const int RTL_BITMAP = 0x10;

    /// <summary>KEVENT.</summary>
    public const int KEVENT = 0x18;

    /// <summary>KSEMAPHORE.</summary>
    public const int KSEMAPHORE = 0x20;

    /// <summary>KMUTEX.</summary>
    public const int KMUTEX = 0x38;

    /// <summary>FAST_MUTEX.</summary>
    public const int FAST_MUTEX = 0x38;

    /// <summary>KGUARDED_MUTEX, laid out as FAST_MUTEX.</summary>
    public const int KGUARDED_MUTEX = 0x38;

    /// <summary>ERESOURCE; opaque (our choice: the size of the x64 headers).</summary>
    public const int ERESOURCE = 0x68;

    /// <summary>KTIMER.</summary>
    public const int KTIMER = 0x40;

    /// <summary>KDPC.</summary>
    public const int KDPC = 0x40;

    /// <summary>WORK_QUEUE_ITEM.</summary>
    public const int WORK_QUEUE_ITEM = 0x20;

    /// <summary>MDL, without its page frame numbers.</summary>
    public const int MDL = 0x30;

    /// <summary>DEVICE_DESCRIPTION.</summary>
    public const int DEVICE_DESCRIPTION = 0x28;

    /// <summary>LIST_ENTRY.</summary>
    public const int LIST_ENTRY = 0x10;

    /// <summary>SINGLE_LIST_ENTRY.</summary>
    public const int SINGLE_LIST_ENTRY = 8;

    /// <summary>SLIST_HEADER, 16-byte aligned on 64-bit machines.</summary>
    public const int SLIST_HEADER = 0x10;

    /// <summary>LARGE_INTEGER.</summary>
    public const int LARGE_INTEGER = 8;

    /// <summary>UNICODE_STRING.</summary>
    public const int UNICODE_STRING = 0x10;

    /// <summary>ANSI_STRING.</summary>
    public const int ANSI_STRING = 0x10;

    /// <summary>RTL_QUERY_REGISTRY_TABLE, one entry.</summary>
    public const int RTL_QUERY_REGISTRY_TABLE = 0x38;

    /// <summary>KEY_VALUE_PARTIAL_INFORMATION without its data.</summary>
    public const int KEY_VALUE_PARTIAL_INFORMATION = 0x0C;

    /// <summary>OBJECT_ATTRIBUTES.</summary>
    public const int OBJECT_ATTRIBUTES = 0x30;

    /// <summary>NPAGED_LOOKASIDE_LIST, 16-byte aligned.</summary>
    public const int NPAGED_LOOKASIDE_LIST = 0x80;

    /// <summary>PAGED_LOOKASIDE_LIST, 16-byte aligned.</summary>
    public const int PAGED_LOOKASIDE_LIST = 0x80;

    /// <summary>LOOKASIDE_LIST_EX, 16-byte aligned.</summary>
    public const int LOOKASIDE_LIST_EX = 0x60;

    /// <summary>IO_REMOVE_LOCK of a free build.</summary>
    public const int IO_REMOVE_LOCK = 0x20;

    /// <summary>IO_CSQ.</summary>
    public const int IO_CSQ = 0x40;

    /// <summary>IO_CSQ_IRP_CONTEXT.</summary>
    public const int IO_CSQ_IRP_CONTEXT = 0x18;

    /// <summary>IO_STATUS_BLOCK.</summary>
    public const int IO_STATUS_BLOCK = 0x10;

    /// <summary>IO_ERROR_LOG_PACKET with no dump data.</summary>
    public const int IO_ERROR_LOG_PACKET = 0x30;

    /// <summary>KDEVICE_QUEUE.</summary>
    public const int KDEVICE_QUEUE = 0x28;
}
