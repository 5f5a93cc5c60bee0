namespace Verifier.Kernel;

/// <summary>A file or a directory of the machine's one volume.</summary>
/// <param name="name">Its name in its directory.</param>
/// <param name="parent">The directory; null for the root.</param>
/// <param name="isDirectory">True for a directory.</param>
internal sealed class StoredFile(string name, StoredFile? parent, bool isDirectory)
{
    public const uint ReadOnlyAttribute = 0x1;
    public const uint DirectoryAttribute = 0x10;
    public const uint NormalAttribute = 0x80;

    private readonly SortedDictionary<string, StoredFile> _children = new(StringComparer.OrdinalIgnoreCase);

    public string Name { get; } = name;

    public StoredFile? Parent { get; } = parent;

    public bool IsDirectory { get; } = isDirectory;

    /// <summary>FILE_ATTRIBUTE_…</summary>
    public uint Attributes { get; set; } = isDirectory ? DirectoryAttribute : NormalAttribute;

    /// <summary>The bytes of a file.</summary>
    public byte[] Data { get; set; } = [];

    /// <summary>The time at which it was made, in system time.</summary>
    public long CreationTime { get; init; }

    /// <summary>The time of the last write, in system time.</summary>
    public long LastWriteTime { get; set; }

    /// <summary>It goes when its last handle is closed.</summary>
    public bool IsDeletePending { get; set; }

    /// <summary>Handles to it.</summary>
    public List<OpenedFile> Opened { get; } = [];

    /// <summary>The entries of a directory, by name.</summary>
    public IReadOnlyCollection<StoredFile> Children => _children.Values;

    public bool IsReadOnly => (Attributes & ReadOnlyAttribute) != 0;

    /// <summary>Its path on the volume.</summary>
    public string Path => Parent is null ? string.Empty : $@"{Parent.Path}\{Name}";

    public StoredFile? Child(string child) => _children.GetValueOrDefault(child);

    public StoredFile Add(string child, bool directory, long time)
    {
        var made = new StoredFile(child, this, directory) { CreationTime = time, LastWriteTime = time };
        _children.Add(child, made);
        return made;
    }

    public void Remove(StoredFile child) => _children.Remove(child.Name);
}
