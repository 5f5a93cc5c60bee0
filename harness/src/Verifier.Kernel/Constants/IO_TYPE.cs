namespace Verifier.Kernel;

/// <summary>The Type field that opens every I/O object (harness/docs/facts/io.md#flags-and-types).</summary>
public enum IO_TYPE : short
{
    /// <summary>DEVICE_OBJECT.</summary>
    IO_TYPE_DEVICE = 3,

    /// <summary>DRIVER_OBJECT.</summary>
    IO_TYPE_DRIVER = 4,

    /// <summary>FILE_OBJECT.</summary>
    IO_TYPE_FILE = 5,

    /// <summary>IRP.</summary>
    IO_TYPE_IRP = 6,

    /// <summary>IO_TIMER.</summary>
    IO_TYPE_TIMER = 9,

    /// <summary>DEVOBJ_EXTENSION.</summary>
    IO_TYPE_DEVICE_OBJECT_EXTENSION = 13,
}
