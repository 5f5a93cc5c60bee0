namespace Verifier.Kernel;

/// <summary>A driver that was loaded: its image, its driver object and what the I/O manager knows of it besides.</summary>
internal sealed class LoadedDriver(DriverImage image, ulong driverObject)
{
    /// <summary>The service name.</summary>
    public string Name => Image.Name;

    public DriverImage Image { get; } = image;

    /// <summary>The address of its DRIVER_OBJECT.</summary>
    public ulong DriverObject { get; } = driverObject;

    public DriverState State { get; set; } = DriverState.Loading;

    /// <summary>The extensions that IoAllocateDriverObjectExtension gave it, by client identification address.</summary>
    public List<(ulong ClientId, ulong Address)> Extensions { get; } = [];

    /// <summary>Memory of the driver object itself: name, extension.</summary>
    public List<ulong> Blocks { get; } = [];
}

/// <summary>The state of a driver.</summary>
internal enum DriverState
{
    /// <summary>DriverEntry runs.</summary>
    Loading,

    /// <summary>DriverEntry succeeded.</summary>
    Loaded,

    /// <summary>DriverEntry failed; the image is gone.</summary>
    Failed,

    /// <summary>Unload returned; the image is gone.</summary>
    Unloaded,
}
