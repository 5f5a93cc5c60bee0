namespace Verifier.Kernel;

/// <summary>
/// Major function codes: what an IRP asks for, and the index into MajorFunction (harness/docs/facts/io.md#major-functions).
/// </summary>
public enum IRP_MJ : byte
{
    /// <summary>Open or create a file object on the device.</summary>
    IRP_MJ_CREATE = 0x00,

    /// <summary>Create a named pipe.</summary>
    IRP_MJ_CREATE_NAMED_PIPE = 0x01,

    /// <summary>The last reference to the file object is gone.</summary>
    IRP_MJ_CLOSE = 0x02,

    /// <summary>Read data.</summary>
    IRP_MJ_READ = 0x03,

    /// <summary>Write data.</summary>
    IRP_MJ_WRITE = 0x04,

    /// <summary>Query file information.</summary>
    IRP_MJ_QUERY_INFORMATION = 0x05,

    /// <summary>Set file information.</summary>
    IRP_MJ_SET_INFORMATION = 0x06,

    /// <summary>Query extended attributes.</summary>
    IRP_MJ_QUERY_EA = 0x07,

    /// <summary>Set extended attributes.</summary>
    IRP_MJ_SET_EA = 0x08,

    /// <summary>Write buffered data out.</summary>
    IRP_MJ_FLUSH_BUFFERS = 0x09,

    /// <summary>Query volume information.</summary>
    IRP_MJ_QUERY_VOLUME_INFORMATION = 0x0A,

    /// <summary>Set volume information.</summary>
    IRP_MJ_SET_VOLUME_INFORMATION = 0x0B,

    /// <summary>Directory request.</summary>
    IRP_MJ_DIRECTORY_CONTROL = 0x0C,

    /// <summary>File system control.</summary>
    IRP_MJ_FILE_SYSTEM_CONTROL = 0x0D,

    /// <summary>I/O control from user or kernel mode.</summary>
    IRP_MJ_DEVICE_CONTROL = 0x0E,

    /// <summary>I/O control between drivers.</summary>
    IRP_MJ_INTERNAL_DEVICE_CONTROL = 0x0F,

    /// <summary>The name storage drivers use for internal device control.</summary>
    IRP_MJ_SCSI = IRP_MJ_INTERNAL_DEVICE_CONTROL,

    /// <summary>The system shuts down.</summary>
    IRP_MJ_SHUTDOWN = 0x10,

    /// <summary>Lock a byte range.</summary>
    IRP_MJ_LOCK_CONTROL = 0x11,

    /// <summary>The last handle is closed: cancel the queued requests of that file object.</summary>
    IRP_MJ_CLEANUP = 0x12,

    /// <summary>Create a mail slot.</summary>
    IRP_MJ_CREATE_MAILSLOT = 0x13,

    /// <summary>Query the security descriptor.</summary>
    IRP_MJ_QUERY_SECURITY = 0x14,

    /// <summary>Set the security descriptor.</summary>
    IRP_MJ_SET_SECURITY = 0x15,

    /// <summary>Power request; the minor code says which.</summary>
    IRP_MJ_POWER = 0x16,

    /// <summary>WMI request; the minor code says which.</summary>
    IRP_MJ_SYSTEM_CONTROL = 0x17,

    /// <summary>Device change; reserved.</summary>
    IRP_MJ_DEVICE_CHANGE = 0x18,

    /// <summary>Query disk quota.</summary>
    IRP_MJ_QUERY_QUOTA = 0x19,

    /// <summary>Set disk quota.</summary>
    IRP_MJ_SET_QUOTA = 0x1A,

    /// <summary>Plug and Play request; the minor code says which.</summary>
    IRP_MJ_PNP = 0x1B,

    /// <summary>The last index of MajorFunction.</summary>
    IRP_MJ_MAXIMUM_FUNCTION = IRP_MJ_PNP,
}
