namespace Verifier.Kernel;

/// <summary>
/// Images that other images import from, and export drivers: DLLs for the kernel ("Creating Export Drivers" in the Windows driver
/// documentation). An export driver is loaded when the first driver that imports from it is, and its DllInitialize is called with its
/// registry path; a failure of that fails the load of the driver. Its DriverEntry is never called, it has no driver object and no devices.
/// When the last driver that imports from it is gone, DllUnload is called and the image goes; without a DllUnload it stays. Images may
/// import from each other: all are mapped before the imports of any are bound.
/// </summary>
internal sealed class ExportDrivers(Machine machine)
{
    /// <summary>The entry point of an export driver.</summary>
    public const string Initialize = "DllInitialize";

    /// <summary>The routine that is called before its image goes.</summary>
    public const string Uninitialize = "DllUnload";

    private readonly List<Library> _loaded = [];
    private readonly List<DriverImage> _unloaded = [];

    // Drivers that are mapped since another imports from them, and whose DriverEntry was not called yet.
    private readonly Dictionary<string, MappedDriver> _waiting = new(StringComparer.Ordinal);

    /// <summary>Compiled drivers of this run: those that others may import from.</summary>
    public IReadOnlyList<IDriverSource> Known { get; set; } = [];

    /// <summary>Returns the thunk that intercepts the imports of one, by its name; null for nothing.</summary>
    public Func<string, IImportThunk?>? ThunkOf { get; set; }

    /// <summary>Images that were unloaded in this run, in the order in which they went.</summary>
    public IReadOnlyList<DriverImage> Unloaded => _unloaded;

    /// <summary>
    /// Maps a driver that is about to be loaded, and what it imports from; then all are bound, and export drivers among them are
    /// initialized, those that others import from first. After a failure none of them is there.
    /// </summary>
    public NTSTATUS Map(IDriverSource source, out MappedDriver driver)
    {
        if (_waiting.Remove(source.Name, out driver))
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        // Models import from no other driver, and have nothing to bind.
        if (!source.IsCompiled)
        {
            driver = MapAlone(source);
            return NTSTATUS.STATUS_SUCCESS;
        }

        List<(IDriverSource Source, MappedDriver Mapped)> added = [];
        Map(source, added, [source.Name]);
        driver = added[^1].Mapped;
        foreach (var one in added)
        {
            one.Mapped.Image.CompiledCode?.Bind();
        }

        added.RemoveAt(added.Count - 1);
        List<Library> libraries = [.. added.Where(one => one.Source.IsExportDriver).Select(one => new Library(one.Mapped.Image, []))];
        _loaded.AddRange(libraries);
        foreach (var one in added.Where(one => !one.Source.IsExportDriver))
        {
            _waiting.Add(one.Source.Name, one.Mapped);
        }

        added.ForEach(one => Use(one.Source));
        Use(source);
        var status = Enter(libraries);
        if (!status.IsSuccess)
        {
            added.ForEach(one => Forget(one.Source.Name));
            machine.Images.Unload(driver.Image);
            Release(source.Name);
        }

        return status;
    }

    /// <summary>A driver is gone, or was not loaded: what only it imported from goes too, the last loaded first.</summary>
    public void Release(string user)
    {
        if (_loaded.Count == 0)
        {
            return;
        }

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
        _waiting.Clear();
        _unloaded.Clear();
    }

    // What a driver imports from comes before it, unless that imports from the driver in turn.
    private void Map(IDriverSource source, List<(IDriverSource Source, MappedDriver Mapped)> added, HashSet<string> reached)
    {
        foreach (var other in ImportedBy(source))
        {
            if (!IsMapped(other.Name) && reached.Add(other.Name))
            {
                Map(other, added, reached);
            }
        }

        added.Add((source, MapAlone(source)));
    }

    private MappedDriver MapAlone(IDriverSource source)
    {
        var mapped = source.Map(machine);
        mapped.Image.Thunk = ThunkOf?.Invoke(source.Name);
        return mapped;
    }

    private IEnumerable<IDriverSource> ImportedBy(IDriverSource user) =>
        user.ImportedModules.Select(module => Known.FirstOrDefault(known => known.Name + IDriverSource.Extension == module)).OfType<IDriverSource>();

    private bool IsMapped(string name) => _loaded.Exists(l => l.Image.Name == name) || _waiting.ContainsKey(name) || machine.Io.Drivers.Find(name) is not null;

    private void Use(IDriverSource user)
    {
        foreach (var library in ImportedBy(user))
        {
            _loaded.Find(l => l.Image.Name == library.Name)?.Users.Add(user.Name);
        }
    }

    // Those behind one that fails are not initialized: they go as they came.
    private NTSTATUS Enter(List<Library> libraries)
    {
        for (var i = 0; i < libraries.Count; i++)
        {
            var status = new NTSTATUS((uint)Operation.RunOnSystemThread(machine, "system", Enter(libraries[i].Image)));
            if (!status.IsSuccess)
            {
                foreach (var later in libraries.Skip(i + 1))
                {
                    _loaded.Remove(later);
                    machine.Images.Unload(later.Image);
                }

                _loaded.Remove(libraries[i]);
                Discard(libraries[i]);
                return status;
            }
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    // A driver that was mapped for others only, and is not needed now. What it used may go with it.
    private void Forget(string name)
    {
        if (_waiting.Remove(name, out var mapped))
        {
            machine.Images.Unload(mapped.Image);
        }

        if (!_loaded.Exists(l => l.Image.Name == name))
        {
            Release(name);
        }
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
        var path = machine.Drivers.CreateRegistryPath(image.Name);
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
