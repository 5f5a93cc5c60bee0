namespace Verifier.Kernel;

/// <summary>
/// The source that a driver is loaded from: a C# model, or a file with compiled code. It can be loaded any number of times, on any machine.
/// </summary>
internal interface IDriverSource
{
    /// <summary>The end of the name of a driver's file; the rest, in lower case, is the driver's name.</summary>
    const string Extension = ".sys";

    /// <summary>The service name.</summary>
    string Name { get; }

    /// <summary>Its code is compiled: the machine's memory must be a file of the host, so that the code can have a view of its own.</summary>
    bool IsCompiled => false;

    /// <summary>Names of what its import table has; empty for a C# model, whose code says it.</summary>
    IReadOnlyCollection<string> ImportedNames => [];

    /// <summary>Those of them that neither the simulated system nor other drivers have anything for.</summary>
    /// <param name="others">Drivers that are loaded beside it.</param>
    IReadOnlyCollection<string> MissingImports(IEnumerable<IDriverSource> others) => [];

    /// <summary>File names of the images that it imports from, in lower case, in the order of its import table.</summary>
    IReadOnlyList<string> ImportedModules => [];

    /// <summary>It is a DLL for the kernel: DllInitialize is its entry point, and DriverEntry is never called.</summary>
    bool IsExportDriver => false;

    /// <summary>Maps the image on a machine.</summary>
    MappedDriver Map(Machine machine);
}

/// <summary>An image that is mapped, and the address of its entry point.</summary>
internal readonly record struct MappedDriver(DriverImage Image, ulong Entry);
