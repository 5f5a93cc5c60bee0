namespace Verifier.Kernel;

/// <summary>An object with a header: its type, name, and how many pointers and handles keep it.</summary>
internal sealed class KernelObject(ulong body, ObjectKind kind, string? name)
{
    /// <summary>The address of its body.</summary>
    public ulong Body { get; } = body;

    public ObjectKind Kind { get; } = kind;

    /// <summary>Its name in the object directory, or null.</summary>
    public string? Name { get; } = name;

    /// <summary>References, including one for each handle.</summary>
    public int PointerCount { get; set; } = 1;

    public int HandleCount { get; set; }

    /// <summary>Further work when the last reference is gone.</summary>
    public Action? Deleted { get; init; }
}
