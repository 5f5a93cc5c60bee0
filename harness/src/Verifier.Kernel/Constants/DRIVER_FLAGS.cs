namespace Verifier.Kernel;

/// <summary>DRIVER_OBJECT.Flags, which the I/O manager keeps.</summary>
[Flags]
public enum DRIVER_FLAGS : uint
{
    /// <summary>The I/O manager is about to call Unload, or has.</summary>
    DRVO_UNLOAD_INVOKED = 0x1,

    /// <summary>The driver has no AddDevice routine. Set while DriverEntry runs, for the system knows only afterwards.</summary>
    DRVO_LEGACY_DRIVER = 0x2,

    /// <summary>A driver object of the kernel's own.</summary>
    DRVO_BUILTIN_DRIVER = 0x4,

    /// <summary>DriverEntry succeeded.</summary>
    DRVO_INITIALIZED = 0x10,
}
