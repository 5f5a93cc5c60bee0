namespace Verifier.Kernel;

/// <content>What drivers keep of the I/O manager's.</content>
public static partial class SizeOf
{
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
