namespace Verifier.Kernel;

/// <summary>
/// Export drivers: DLLs for the kernel ("Creating Export Drivers" in the Windows driver documentation). One is loaded when the first driver that
/// imports from it is, and its DllInitialize is called with its registry path; a failure of that fails the load of the driver. Its DriverEntry is
/// never called, it has no driver object and no devices. When the last driver that imports from it is gone, DllUnload is called and the image
/// goes; without a DllUnload it stays.
/// </summary>
internal sealed class ExportDrivers(Machine machine)
{
    /// <summary>The entry point of an export driver.</summary>
    public const string Initialize = "DllInitialize";

    /// <summary>What is called before its image goes.</summary>
    public const string Uninitialize = "DllUnload";

    private readonly List<Library> _loaded = [];
    private readonly List<DriverImage> _unloaded = [];

    /// <summary>Those that can be loaded in this run.</summary>
    public IReadOnlyList<IDriverSource> Known { get; set; } = [];

    /// <summary>What intercepts the imports of one, by its name; null for nothing.</summary>
    public Func<string, IImportThunk?>? ThunkOf { get; set; }

    /// <summary>Images that were unloaded in this run, in the order in which they went.</summary>
    public IReadOnlyList<DriverImage> Unloaded => _unloaded;

    /// <summary>A driver is about to be loaded: what it imports from is loaded first. After a failure it uses none of them.</summary>
    public NTSTATUS Acquire(IDriverSource user)
    {
        foreach (var source in user.ImportedModules.Select(module => Known.FirstOrDefault(known => known.Name + IDriverSource.Extension == module)).OfType<IDriverSource>())
        {
            var status = Acquire(source, user.Name);
            if (!status.IsSuccess)
            {
                Release(user.Name);
                return status;
            }
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>A driver is gone, or was not loaded: what only it imported from goes too, the last loaded first.</summary>
    public void Release(string user)
    {
        foreach (var library in Enumerable.Reverse(_loaded).Where(l => l.Users.Remove(user) && l.Users.Count == 0).ToList())
        {
            Unload(library);
        }
    }

    /// <summary>A new run begins.</summary>
    public void Reset()
    {
        Known = [];
        ThunkOf = null;
        _loaded.Clear();
        _unloaded.Clear();
    }

    private NTSTATUS Acquire(IDriverSource source, string user)
    {
        if (_loaded.Find(l => l.Image.Name == source.Name) is { } there)
        {
            there.Users.Add(user);
            return NTSTATUS.STATUS_SUCCESS;
        }

        var status = Acquire(source);
        if (!status.IsSuccess)
        {
            return status;
        }

        var library = new Library(source.Map(machine).Image, [user]);
        library.Image.Thunk = ThunkOf?.Invoke(source.Name);
        status = new((uint)Operation.RunOnSystemThread(machine, "system", Enter(library.Image)));
        if (status.IsSuccess)
        {
            _loaded.Add(library);
        }
        else
        {
            Discard(library);
        }

        return status;
    }

    private void Unload(Library library)
    {
        if (library.Image.CompiledCode!.ExportOf(Uninitialize) is not 0 and var routine)
        {
            Operation.RunOnSystemThread(machine, "system", Leave(routine));
            _loaded.Remove(library);
            Discard(library);
        }
    }

    private void Discard(Library library)
    {
        var driver = new LoadedDriver(library.Image, driverObject: 0);
        UnloadCheck.Verify(machine, driver);
        machine.Images.Unload(library.Image);
        _unloaded.Add(library.Image);
        UnloadCheck.VerifyThreads(machine, driver);
        Release(library.Image.Name);
    }

    private IEnumerator<KernelAction> Enter(DriverImage image)
    {
        var path = machine.Io.Drivers.CreateRegistryPath(image.Name);
        if (path == 0)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value;
            yield break;
        }

        var routine = image.CompiledCode!.ExportOf(Initialize);
        yield return KernelAction.Invoke(RoutineKind.DriverEntry, routine, path);
        var status = machine.Scheduler.Current.Result;
        IrqlReturn.Verify(machine, routine, KIRQL.PASSIVE_LEVEL);
        machine.Pool.FreeForKernel(path);
        machine.Scheduler.Current.Result = status;
    }

    private IEnumerator<KernelAction> Leave(ulong routine)
    {
        yield return KernelAction.Invoke(RoutineKind.Unload, routine);
        IrqlReturn.Verify(machine, routine, KIRQL.PASSIVE_LEVEL);
    }

    private sealed record Library(DriverImage Image, HashSet<string> Users);
}
