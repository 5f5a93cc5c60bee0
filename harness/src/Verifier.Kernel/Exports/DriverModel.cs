namespace Verifier.Kernel;

/// <summary>
/// A driver under test, written in C# as its C would be: derive, name it, write DriverEntry. One object is one load of the driver;
/// what the C keeps in globals a model keeps in <see cref="Data"/>, <see cref="PagedData"/> or its fields.
/// </summary>
public abstract class DriverModel : Ntoskrnl, IModel
{
    /// <summary>The service name, lower case with hyphens: what a scenario's <c>drivers:</c> selects.</summary>
    public abstract string Name { get; }

    /// <summary>One line for <c>verifier list drivers</c>.</summary>
    public virtual string Description => string.Empty;

    /// <summary>
    /// The driver's DriverEntry routine, called at PASSIVE_LEVEL in a system thread
    /// (harness/docs/facts/io.md#routines-that-the-system-calls).
    /// </summary>
    public abstract NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath);

    /// <summary>Bytes of the image's nonpaged data section, zeroed at load.</summary>
    public virtual int DataBytes => 0;

    /// <summary>Bytes of the image's pageable data section (PAGE), zeroed at load.</summary>
    public virtual int PagedDataBytes => 0;

    /// <summary>The nonpaged data section.</summary>
    protected Pointer Data => At(Image.Data.Address);

    /// <summary>The pageable data section: not to be touched at DISPATCH_LEVEL or above.</summary>
    protected Pointer PagedData => At(Image.PagedData.Address);
}
