namespace Verifier.Kernel;

/// <summary>An open instance of a device: a FILE_OBJECT, its handle and the references that keep it.</summary>
internal sealed class OpenFile(ulong address, ulong device, string name, ulong nameBlock)
{
    /// <summary>The address of its FILE_OBJECT.</summary>
    public ulong Address { get; } = address;

    /// <summary>The device object that the name stood for.</summary>
    public ulong Device { get; } = device;

    /// <summary>The name it was opened by.</summary>
    public string Name { get; } = name;

    /// <summary>The pool block of the part of the name behind the device's, or 0.</summary>
    public ulong NameBlock { get; } = nameBlock;

    /// <summary>The access that its handle was granted, an ACCESS_MASK.</summary>
    public uint Access { get; set; }

    /// <summary>The handle, requests under way and kernel references.</summary>
    public int References { get; set; } = 1;

    /// <summary>Its handle is open.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>CLOSE was sent: nothing may use it any more.</summary>
    public bool IsGone { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
