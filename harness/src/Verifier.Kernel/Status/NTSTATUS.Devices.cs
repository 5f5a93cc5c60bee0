namespace Verifier.Kernel;

// Error codes about I/O, devices and driver loading. Values: facts/ntstatus.md.
public readonly partial record struct NTSTATUS
{
    /// <summary>Request not valid for the device; what the default dispatch returns.</summary>
    public static readonly NTSTATUS STATUS_INVALID_DEVICE_REQUEST = new(0xC0000010);

    /// <summary>Device missing.</summary>
    public static readonly NTSTATUS STATUS_NO_SUCH_DEVICE = new(0xC000000E);

    /// <summary>File missing.</summary>
    public static readonly NTSTATUS STATUS_NO_SUCH_FILE = new(0xC000000F);

    /// <summary>Past the end.</summary>
    public static readonly NTSTATUS STATUS_END_OF_FILE = new(0xC0000011);

    /// <summary>No such sector.</summary>
    public static readonly NTSTATUS STATUS_NONEXISTENT_SECTOR = new(0xC0000015);

    /// <summary>Completion routine takes the IRP back (never a final status).</summary>
    public static readonly NTSTATUS STATUS_MORE_PROCESSING_REQUIRED = new(0xC0000016);

    /// <summary>IRP cancelled; Information 0.</summary>
    public static readonly NTSTATUS STATUS_CANCELLED = new(0xC0000120);

    /// <summary>I/O time-out.</summary>
    public static readonly NTSTATUS STATUS_IO_TIMEOUT = new(0xC00000B5);

    /// <summary>Device error.</summary>
    public static readonly NTSTATUS STATUS_IO_DEVICE_ERROR = new(0xC0000185);

    /// <summary>The device delivered damaged data (checksum).</summary>
    public static readonly NTSTATUS STATUS_DEVICE_DATA_ERROR = new(0xC000009C);

    /// <summary>Device not connected.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_NOT_CONNECTED = new(0xC000009D);

    /// <summary>Power failure.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_POWER_FAILURE = new(0xC000009E);

    /// <summary>Device not ready.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_NOT_READY = new(0xC00000A3);

    /// <summary>Device does not exist.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_DOES_NOT_EXIST = new(0xC00000C0);

    /// <summary>Resources missing or inconsistent at start.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_CONFIGURATION_ERROR = new(0xC0000182);

    /// <summary>Protocol error.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_PROTOCOL_ERROR = new(0xC0000186);

    /// <summary>Device gone.</summary>
    public static readonly NTSTATUS STATUS_DEVICE_REMOVED = new(0xC00002B6);

    /// <summary>Wrong state for the request.</summary>
    public static readonly NTSTATUS STATUS_INVALID_DEVICE_STATE = new(0xC0000184);

    /// <summary>Driver error.</summary>
    public static readonly NTSTATUS STATUS_DRIVER_INTERNAL_ERROR = new(0xC0000183);

    /// <summary>File object closed.</summary>
    public static readonly NTSTATUS STATUS_FILE_CLOSED = new(0xC0000128);

    /// <summary>File deleted.</summary>
    public static readonly NTSTATUS STATUS_FILE_DELETED = new(0xC0000123);

    /// <summary>More data than buffer.</summary>
    public static readonly NTSTATUS STATUS_DATA_OVERRUN = new(0xC000003C);

    /// <summary>Checksum of the data does not match.</summary>
    public static readonly NTSTATUS STATUS_CRC_ERROR = new(0xC000003F);

    /// <summary>Write protected.</summary>
    public static readonly NTSTATUS STATUS_MEDIA_WRITE_PROTECTED = new(0xC00000A2);

    /// <summary>No media.</summary>
    public static readonly NTSTATUS STATUS_NO_MEDIA_IN_DEVICE = new(0xC0000013);

    /// <summary>Cannot delete.</summary>
    public static readonly NTSTATUS STATUS_CANNOT_DELETE = new(0xC0000121);

    /// <summary>Device type wrong.</summary>
    public static readonly NTSTATUS STATUS_BAD_DEVICE_TYPE = new(0xC00000CB);

    /// <summary>Driver could not be loaded.</summary>
    public static readonly NTSTATUS STATUS_DRIVER_UNABLE_TO_LOAD = new(0xC000026C);

    /// <summary>DriverEntry failed.</summary>
    public static readonly NTSTATUS STATUS_FAILED_DRIVER_ENTRY = new(0xC0000365);

    /// <summary>Missing import.</summary>
    public static readonly NTSTATUS STATUS_DRIVER_ENTRYPOINT_NOT_FOUND = new(0xC0000263);

    /// <summary>Image already loaded.</summary>
    public static readonly NTSTATUS STATUS_IMAGE_ALREADY_LOADED = new(0xC000010E);

    /// <summary>No PnP device.</summary>
    public static readonly NTSTATUS STATUS_PLUGPLAY_NO_DEVICE = new(0xC000025E);

    /// <summary>Power state transition invalid.</summary>
    public static readonly NTSTATUS STATUS_POWER_STATE_INVALID = new(0xC00002D3);

    /// <summary>WMI GUID unknown.</summary>
    public static readonly NTSTATUS STATUS_WMI_GUID_NOT_FOUND = new(0xC0000295);

    /// <summary>WMI data cannot be set.</summary>
    public static readonly NTSTATUS STATUS_WMI_SET_FAILURE = new(0xC00002C7);

    /// <summary>Retry.</summary>
    public static readonly NTSTATUS STATUS_RETRY = new(0xC000022D);

    /// <summary>Application verifier stop.</summary>
    public static readonly NTSTATUS STATUS_VERIFIER_STOP = new(0xC0000421);
}
