using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// The names of devices and symbolic links: NT's object directories as far as drivers and applications see them. Names are compared
/// without case; \DosDevices, \GLOBAL?? and \\. are \??. Each name takes paged pool, so that exhaustion can refuse it.
/// </summary>
internal sealed class ObjectNames(Machine machine)
{
    private const int HeaderBytes = 0x40;
    private const int LinksMax = 32;
    private const string Links = @"\??\";

    private static readonly PoolTag NameTag = "ObNm";
    private static readonly string[] LinkPrefixes = [@"\DosDevices\", @"\GLOBAL??\", @"\\.\", @"\\?\"];

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _automatic = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Target)> _given = [];
    private uint _nextAutomatic;

    /// <summary>
    /// Every name that a driver chose in this run, in order, those that are gone included: a device's with no target, a link's with its target.
    /// Automatic names are left out: what number one has depends on how many there were before.
    /// </summary>
    public IReadOnlyList<(string Name, string? Target)> Given => _given;

    /// <summary>A name that no object has: one counter for the system's own devices and for those that drivers leave unnamed.</summary>
    public string TakeAutomatic()
    {
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $@"\Device\{_nextAutomatic++:x8}");
        }
        while (Has(name));

        _automatic.Add(name);
        return name;
    }

    /// <summary>
    /// True for an automatic name whose device is gone while one with a later number is there: a driver that makes its device again, as after a failure, is given the
    /// next number.
    /// </summary>
    public bool IsRenumbered(string name) => _automatic.Contains(name) && !Has(name)
        && _automatic.Any(other => Has(other) && StringComparer.OrdinalIgnoreCase.Compare(other, name) > 0);

    /// <summary>Gives a device a name.</summary>
    public NTSTATUS AddDevice(string name, ulong device) => AddChecked(name, new Entry(device, null, 0));

    /// <summary>IoCreateSymbolicLink.</summary>
    public NTSTATUS AddLink(string name, string target) => AddChecked(name, new Entry(0, target, 0));

    /// <summary>The link of a device interface; the reference string behind it is no directory's business.</summary>
    public NTSTATUS AddInterface(string name, string target) => Add(name, Canonical(name), new Entry(0, target, 0));

    /// <summary>IoDeleteSymbolicLink; the ledger's key of the link that is gone, 0 when there was none.</summary>
    public ulong RemoveLink(string name) =>
        _entries.TryGetValue(Canonical(name), out var entry) && entry.Target is not null ? Drop(Canonical(name), entry) : 0;

    /// <summary>The ledger's key of a link: the address of its name in pool.</summary>
    public ulong KeyOf(string name) => _entries.TryGetValue(Canonical(name), out var entry) ? entry.Block : 0;

    /// <summary>The target of a symbolic link; null if the name is not a link's.</summary>
    public string? TargetOf(string name) => _entries.TryGetValue(Canonical(name), out var entry) ? entry.Target : null;

    /// <summary>True if there is an object with this name.</summary>
    public bool Has(string name) => _entries.ContainsKey(Canonical(name));

    /// <summary>The device is gone, and its name with it.</summary>
    public void RemoveDevice(string name)
    {
        if (_entries.TryGetValue(Canonical(name), out var entry) && entry.Device != 0)
        {
            Drop(Canonical(name), entry);
        }
    }

    /// <summary>The device that a name leads to through links, and what stands behind its name.</summary>
    public NTSTATUS Resolve(string name, out ulong device, out string rest)
    {
        rest = string.Empty;
        device = 0;
        var path = Canonical(name);
        for (var links = 0; links < LinksMax; links++)
        {
            if (!FindPrefix(path, out var entry, out var used))
            {
                return ObjectDirectories.Has(machine, ObjectDirectories.ParentOf(path))
                    ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND
                    : NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
            }

            if (entry.Target is null)
            {
                device = entry.Device;
                rest = path[used..];
                return NTSTATUS.STATUS_SUCCESS;
            }

            path = Canonical(entry.Target + path[used..]);
        }

        return NTSTATUS.STATUS_OBJECT_NAME_INVALID;
    }

    public void Reset()
    {
        _entries.Clear();
        _automatic.Clear();
        _given.Clear();
        _nextAutomatic = 0;
    }

    private static string Canonical(string name)
    {
        var prefix = Array.Find(LinkPrefixes, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        return prefix is null ? name : Links + name[prefix.Length..];
    }

    private NTSTATUS AddChecked(string name, Entry entry)
    {
        var key = Canonical(name);
        if (!ObjectDirectories.IsPath(key))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_INVALID;
        }

        if (ObjectDirectories.Has(machine, key))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        var parent = ObjectDirectories.ParentOf(key);
        return ObjectDirectories.Has(machine, parent) ? Add(name, key, entry)
            : FindPrefix(parent, out _, out _) ? NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH
            : NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
    }

    private NTSTATUS Add(string name, string key, Entry entry)
    {
        if (_entries.ContainsKey(key))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        var bytes = (ulong)(HeaderBytes + (2 * (name.Length + (entry.Target?.Length ?? 0))));
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, bytes, NameTag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _entries.Add(key, entry with { Block = block });
        if (!_automatic.Contains(name))
        {
            _given.Add((name, entry.Target));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private ulong Drop(string key, Entry entry)
    {
        _entries.Remove(key);
        machine.Pool.FreeForKernel(entry.Block);
        return entry.Block;
    }

    /// <summary>The longest name that the path begins with, ending at a backslash or at the path's end.</summary>
    private bool FindPrefix(string path, out Entry entry, out int used)
    {
        for (used = path.Length; used > 0; used = path.LastIndexOf('\\', used - 1))
        {
            if (_entries.TryGetValue(path[..used], out entry))
            {
                return true;
            }
        }

        entry = default;
        return false;
    }

    /// <summary>A device, or a link with its target; and the pool block of the name.</summary>
    private readonly record struct Entry(ulong Device, string? Target, ulong Block);
}
