namespace Verifier.Kernel;

/// <summary>DRIVER_OBJECT, a view of 0x150 bytes in simulated memory (facts/wdm-io.md §7).</summary>
public readonly struct DriverObject
{
    internal const int Bytes = 0x150;
    internal const int MajorFunctionOffset = 0x70;

    private readonly Ntoskrnl _driver;

    internal DriverObject(Ntoskrnl driver, ulong address)
    {
        _driver = driver;
        Pointer = driver.At(address);
    }

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Sets MajorFunction[<paramref name="major"/>]: the routine for one IRP_MJ code.</summary>
    public void SetMajorFunction(IRP_MJ major, DRIVER_DISPATCH routine) =>
        Pointer.Write(MajorFunctionOffset + (8 * (int)major), _driver.AddressOf(routine));

    /// <summary>Sets DriverUnload.</summary>
    public void SetDriverUnload(DRIVER_UNLOAD routine) => Pointer.Write(0x68, _driver.AddressOf(routine));
}
