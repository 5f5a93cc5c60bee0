namespace Verifier.Kernel;

/// <summary>
/// The registry of one machine, in the harness's own memory: it survives loading and unloading of drivers within a run, and nothing of it
/// comes from the pool. A scenario may set values before it loads a driver.
/// </summary>
internal sealed class Registry
{
    public const string Services = @"\Registry\Machine\System\CurrentControlSet\Services\";

    /// <summary>Devices by their instance paths.</summary>
    public const string Enum = @"\Registry\Machine\System\CurrentControlSet\Enum\";

    /// <summary>Setup classes by their GUIDs.</summary>
    public const string Classes = Control + @"Class\";

    private const string Control = @"\Registry\Machine\System\CurrentControlSet\Control\";
    private const string WindowsNt = @"\Registry\Machine\Software\Microsoft\Windows NT\CurrentVersion\";
    private const string DeviceMap = @"\Registry\Machine\Hardware\DeviceMap\";

    private readonly List<string> _keys = [];

    // Made at the first access: most runs have none.
    private RegistryKey? _root;

    /// <summary>Sets a number.</summary>
    public void Set(string path, string name, uint value) => CreatePath(path).Set(RegistryValue.Of(name, value));

    /// <summary>Sets a text.</summary>
    public void Set(string path, string name, string value) => CreatePath(path).Set(RegistryValue.Of(name, value));

    /// <summary>Sets bytes of any type.</summary>
    public void Set(string path, string name, REG_TYPE type, byte[] data) => CreatePath(path).Set(new RegistryValue(name, type, data));

    /// <summary>The key at a path, from another key or from the root; null when there is none.</summary>
    public RegistryKey? Find(string path, RegistryKey? from = null)
    {
        var key = from ?? Root;
        foreach (var part in Parts(path))
        {
            if (key.Subkey(part) is not { } next)
            {
                return null;
            }

            key = next;
        }

        return key;
    }

    /// <summary>Makes every key of a path that is not there.</summary>
    public RegistryKey CreatePath(string path)
    {
        var key = Root;
        foreach (var part in Parts(path))
        {
            key = key.Create(part);
        }

        return key;
    }

    /// <summary>Splits a path into the key above and the last name; false when there is no such key above.</summary>
    public bool TryFindParent(string path, RegistryKey? from, out RegistryKey parent, out string name)
    {
        var parts = Parts(path);
        name = parts.Length > 0 ? parts[^1] : string.Empty;
        var above = Find(string.Join('\\', parts[..Math.Max(0, parts.Length - 1)]), from);
        parent = above ?? Root;
        return above is not null && parts.Length > 0;
    }

    /// <summary>The full path for a relative one of the Rtl routines; null for what the machine does not have (the user's).</summary>
    public static string? Absolute(RTL_REGISTRY relativeTo, string path) => relativeTo switch
    {
        RTL_REGISTRY.RTL_REGISTRY_ABSOLUTE => path,
        RTL_REGISTRY.RTL_REGISTRY_SERVICES => Services + path,
        RTL_REGISTRY.RTL_REGISTRY_CONTROL => Control + path,
        RTL_REGISTRY.RTL_REGISTRY_WINDOWS_NT => WindowsNt + path,
        RTL_REGISTRY.RTL_REGISTRY_DEVICEMAP => DeviceMap + path,
        _ => null,
    };

    public void Reset()
    {
        _root = null;
        _keys.Clear();
    }

    /// <summary>A key that is there from now on, such as that of a service that is loaded or of a device that is found.</summary>
    public void AddKey(string path)
    {
        if (_root is null)
        {
            _keys.Add(path);
        }
        else
        {
            CreatePath(path);
        }
    }

    private RegistryKey Root => _root ?? Boot();

    private RegistryKey Boot()
    {
        _root = new RegistryKey(string.Empty, null);
        CreatePath(Services);
        CreatePath(Enum);
        CreatePath(Classes);
        CreatePath(WindowsNt);
        CreatePath(DeviceMap);
        _keys.ForEach(AddKey);
        return _root;
    }

    private static string[] Parts(string path) => path.Split('\\', StringSplitOptions.RemoveEmptyEntries);
}
