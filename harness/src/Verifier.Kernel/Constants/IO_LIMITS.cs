namespace Verifier.Kernel;

/// <summary>Limits, priority boosts and result bits that drivers use by name (harness/docs/facts/io.md#pnp-requests, #constants).</summary>
public static class IO_LIMITS
{
    /// <summary>No priority boost for the waiting thread.</summary>
    public const int IO_NO_INCREMENT = 0;

    /// <summary>Boost of a disk request.</summary>
    public const int IO_DISK_INCREMENT = 1;

    /// <summary>Boost of a serial request.</summary>
    public const int IO_SERIAL_INCREMENT = 2;

    /// <summary>Most objects of one wait.</summary>
    public const int MAXIMUM_WAIT_OBJECTS = 64;

    /// <summary>Objects of a wait that need no wait block array.</summary>
    public const int THREAD_WAIT_OBJECTS = 3;

    /// <summary>Device state bit: the device failed.</summary>
    public const int PNP_DEVICE_FAILED = 4;
}
