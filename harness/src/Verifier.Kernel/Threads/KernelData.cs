namespace Verifier.Kernel;

/// <summary>
/// The kernel image's own data: objects that exist from boot and never come from the pool (types, processes, the system's threads),
/// so that exhaustion and injection cannot touch them. Offsets in bytes from the image's data section.
/// </summary>
internal sealed class KernelData(Machine machine)
{
    private const int Bytes = ImageLoader.KernelDataBytes;

    private const int ObjectBytes = 0x80;
    private const int Types = 0;
    private const int Hardware = 0xE00;
    private const int Processes = 0x1000;
    private const int Threads = 0x1100;
    private const int ThreadSlots = (Bytes - Threads) / ObjectBytes;

    private const ulong FirstApplicationId = 1000;
    private const ulong SystemId = 4;

    private const string HardwarePath = @"\REGISTRY\MACHINE\HARDWARE\DESCRIPTION\SYSTEM";

    private readonly Stack<ulong> _freeThreads = new();
    private readonly List<(string Name, ulong Address)> _applications = [];
    private readonly List<RegionRange> _pages = [];
    private int _usedOfPage;
    private int _nextThread;

    /// <summary>PsInitialSystemProcess.</summary>
    public ulong SystemProcess => At(Processes);

    /// <summary>The process of the application that makes the requests, the first if there are several.</summary>
    public ulong ApplicationProcess => At(Processes + ObjectBytes);

    /// <summary>The UNICODE_STRING that DRIVER_OBJECT.HardwareDatabase points to.</summary>
    public ulong HardwareDatabase
    {
        get
        {
            KernelText.Write(machine, At(Hardware), At(Hardware + UnicodeString.Bytes), HardwarePath);
            return At(Hardware);
        }
    }

    /// <summary>The process of an application by its image name; null is one that was not named, the first.</summary>
    public ulong ProcessOf(string? application)
    {
        if (application is null)
        {
            return ApplicationProcess;
        }

        var index = _applications.FindIndex(a => a.Name.Equals(application, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = _applications.Count;
            _applications.Add((application, index == 0 ? ApplicationProcess : TakeSlot()));
        }

        return _applications[index].Address;
    }

    /// <summary>The number of a process.</summary>
    public ulong IdOf(ulong process) =>
        process == SystemProcess ? SystemId : FirstApplicationId + (4 * (ulong)Math.Max(0, _applications.FindIndex(a => a.Address == process)));

    /// <summary>The OBJECT_TYPE with this number.</summary>
    public ulong ObjectType(int number) => At(Types + (number * ObjectBytes));

    /// <summary>The kind whose OBJECT_TYPE is at an address; null when it is none.</summary>
    public ObjectKind? KindOfType(ulong type)
    {
        var number = (type - At(Types)) / ObjectBytes;
        return type >= At(Types) && Enum.IsDefined((ObjectKind)number) ? (ObjectKind)number : null;
    }

    /// <summary>True if it is a process.</summary>
    public bool IsProcess(ulong address) =>
        address == SystemProcess || address == ApplicationProcess || _applications.Exists(a => a.Address == address);

    /// <summary>A thread object for a thread that no driver created.</summary>
    public ulong TakeThread()
    {
        if (!_freeThreads.TryPop(out var address))
        {
            address = TakeSlot();
        }

        machine.Dispatcher.Initialize(address, DispatcherType.Thread, ObjectBytes, 0);
        return address;
    }

    /// <summary>The thread ended.</summary>
    public void ReturnThread(ulong address) => _freeThreads.Push(address);

    public bool IsOwnThread(ulong address) =>
        ((address >= At(Threads) && address < At(Bytes)) || _pages.Exists(p => p.Contains(address))) && !IsProcess(address);

    public void Reset()
    {
        _freeThreads.Clear();
        _applications.Clear();
        _pages.Clear();
        _nextThread = 0;
    }

    private ulong TakeSlot() => _nextThread < ThreadSlots ? At(Threads + (_nextThread++ * ObjectBytes)) : TakeSlotOfPage();

    // Many threads of many applications: the image grows by a page at a time.
    private ulong TakeSlotOfPage()
    {
        if (_pages.Count == 0 || _usedOfPage + ObjectBytes > _pages[^1].Length)
        {
            _pages.Add(machine.Images.AddKernelPage());
            _usedOfPage = 0;
        }

        _usedOfPage += ObjectBytes;
        return _pages[^1].Address + (ulong)(_usedOfPage - ObjectBytes);
    }

    private ulong At(int offset) => machine.Images.Kernel.Data.Address + (ulong)offset;
}
