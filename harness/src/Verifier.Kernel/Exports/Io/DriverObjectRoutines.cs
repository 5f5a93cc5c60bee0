namespace Verifier.Kernel;

/// <summary>Routines of a DRIVER_OBJECT, as a driver's source sets them.</summary>
public static class DriverObjectRoutines
{
    /// <summary>Sets MajorFunction[<paramref name="major"/>]: the routine for one IRP_MJ code.</summary>
    public static void SetMajorFunction(this DriverObject driver, IRP_MJ major, DRIVER_DISPATCH? routine) =>
        driver.Pointer.Write(DriverObject.MajorFunctionOffset + (8 * (int)major), OwnerOf(driver).AddressOf(routine));

    /// <summary>Sets DriverUnload.</summary>
    public static void SetDriverUnload(this DriverObject driver, DRIVER_UNLOAD? routine) =>
        driver.Pointer.Write(0x68, OwnerOf(driver).AddressOf(routine));

    /// <summary>Sets DriverStartIo.</summary>
    public static void SetDriverStartIo(this DriverObject driver, DRIVER_STARTIO? routine) =>
        driver.Pointer.Write(0x60, OwnerOf(driver).AddressOf(routine));

    /// <summary>Sets DriverExtension-&gt;AddDevice.</summary>
    public static void SetAddDevice(this DriverObject driver, DRIVER_ADD_DEVICE? routine) =>
        driver.DriverExtension.Write(0x08, OwnerOf(driver).AddressOf(routine));

    // The model whose routines the object's pointers are: a delegate gets its address in that driver's image.
    private static DriverModel OwnerOf(DriverObject driver) =>
        driver.Pointer.Machine?.Io.Drivers.Find(driver.Address)?.Image.Model as DriverModel
        ?? throw new InvalidOperationException("Routines can be set on the driver object of a loaded model only.");
}
