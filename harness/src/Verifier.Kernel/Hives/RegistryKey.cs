namespace Verifier.Kernel;

/// <summary>A key: subkeys in order of their names, values in the order in which they were set. Names match in any case.</summary>
internal sealed class RegistryKey(string name, RegistryKey? parent)
{
    private readonly SortedDictionary<string, RegistryKey> _subkeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RegistryValue> _values = [];

    public string Name { get; } = name;

    public RegistryKey? Parent { get; } = parent;

    /// <summary>The whole path, with a backslash before every name.</summary>
    public string Path => Parent is null ? string.Empty : $@"{Parent.Path}\{Name}";

    public IReadOnlyCollection<RegistryKey> Subkeys => _subkeys.Values;

    public IReadOnlyList<RegistryValue> Values => _values;

    public RegistryKey? Subkey(string name) => _subkeys.GetValueOrDefault(name);

    /// <summary>The subkey, made if it is not there.</summary>
    public RegistryKey Create(string name)
    {
        if (!_subkeys.TryGetValue(name, out var key))
        {
            _subkeys[name] = key = new RegistryKey(name, this);
        }

        return key;
    }

    /// <summary>True if it is not in the registry any more. Handles to it that are still open can only be closed.</summary>
    public bool IsDeleted { get; private set; }

    public bool Delete(string name)
    {
        if (!_subkeys.Remove(name, out var key))
        {
            return false;
        }

        key.IsDeleted = true;
        return true;
    }

    public RegistryValue? Value(string name) => _values.Find(v => IsNamed(v, name));

    public void Set(RegistryValue value)
    {
        var index = _values.FindIndex(v => IsNamed(v, value.Name));
        if (index < 0)
        {
            _values.Add(value);
        }
        else
        {
            _values[index] = value;
        }
    }

    public bool DeleteValue(string name) => _values.RemoveAll(v => IsNamed(v, name)) > 0;

    private static bool IsNamed(RegistryValue value, string name) => value.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
