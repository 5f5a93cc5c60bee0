namespace Verifier.Kernel;

/// <summary>The driver objects of a run, and what the I/O manager knows of their drivers.</summary>
internal sealed class DriverObjects(Machine machine)
{
    private const int ExtensionBytes = 0x28;

    private static readonly PoolTag DriverTag = "Driv";

    private readonly List<LoadedDriver> _drivers = [];
    private readonly Dictionary<ulong, LoadedDriver> _byObject = [];

    /// <summary>Every driver of this run, in load order; those that are gone as well.</summary>
    public IReadOnlyList<LoadedDriver> All => _drivers;

    /// <summary>The driver with this DRIVER_OBJECT; null when there is none.</summary>
    public LoadedDriver? Find(ulong driverObject) => _byObject.GetValueOrDefault(driverObject);

    /// <summary>The driver that is loaded under a service name; null when there is none.</summary>
    public LoadedDriver? Find(string name) => _drivers.FindLast(d => d.Name == name && d.State is DriverState.Loaded);

    /// <summary>The driver object of a driver that the kernel itself plays; null when the pool is exhausted.</summary>
    public LoadedDriver? CreateForKernel(DriverImage image) => Create(image, 0);

    /// <summary>
    /// The driver object of an image with its entry point, or 0 where the kernel plays it; null when the pool is exhausted.
    /// </summary>
    public LoadedDriver? Create(DriverImage image, ulong entry)
    {
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, DriverObject.Bytes + ExtensionBytes, DriverTag);
        var name = @"\Driver\" + image.Name;
        var characters = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)(2 * name.Length), DriverTag);
        if (address == 0 || characters == 0)
        {
            machine.Io.FreeBlocks(address, characters);
            return null;
        }

        var driver = new LoadedDriver(image, address);
        driver.Blocks.Add(address);
        driver.Blocks.Add(characters);
        image.DriverObject = address;
        Fill(image, address, entry);
        KernelText.Write(machine, new DriverObject(machine, address).DriverName, characters, name);
        WriteServiceName(address, characters + (ulong)(2 * (name.Length - image.Name.Length)), image.Name);
        _drivers.Add(driver);
        _byObject[address] = driver;
        return driver;
    }

    private void Fill(DriverImage image, ulong address, ulong entry)
    {
        var memory = machine.Memory;
        var extension = address + DriverObject.Bytes;
        _ = new DriverObject(machine, address)
        {
            Type = IO_TYPE.IO_TYPE_DRIVER,
            Size = DriverObject.Bytes,
            DriverStart = new Pointer(machine, image.Range.Address),
            DriverSize = (uint)image.Range.Length,
            Flags = entry == 0 ? DRIVER_FLAGS.DRVO_BUILTIN_DRIVER : DRIVER_FLAGS.DRVO_LEGACY_DRIVER,
            DriverExtension = new Pointer(machine, extension),
            HardwareDatabase = new UnicodeString(machine, machine.KernelData.HardwareDatabase),
            DriverInit = new Pointer(machine, entry),
        };
        memory.Write(extension, address);
        for (var major = 0; major <= (int)IRP_MJ.IRP_MJ_MAXIMUM_FUNCTION; major++)
        {
            memory.Write(address + DriverObject.MajorFunctionOffset + (ulong)(8 * major), machine.Io.InvalidDeviceRequest);
        }
    }

    // The service's name is the end of the driver object's, so both strings have one buffer.
    private void WriteServiceName(ulong driver, ulong characters, string name) =>
        KernelText.Write(machine, driver + DriverObject.Bytes + 0x18, characters, name);

    /// <summary>The driver object is gone; the driver stays among those of this run.</summary>
    public void Remove(LoadedDriver driver) => _byObject.Remove(driver.DriverObject);

    public void Reset()
    {
        _drivers.Clear();
        _byObject.Clear();
    }
}
