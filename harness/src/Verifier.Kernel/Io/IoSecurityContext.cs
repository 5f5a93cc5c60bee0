namespace Verifier.Kernel;

/// <summary>IO_SECURITY_CONTEXT, a view of 0x18 bytes in simulated memory: with which rights a device is being opened.</summary>
public readonly struct IoSecurityContext
{
    internal const int Bytes = 0x18;

    internal IoSecurityContext(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>SecurityQos: always NULL, as a plain open has none.</summary>
    public Pointer SecurityQos => Pointer.ReadPointer(0x00);

    /// <summary>AccessState.</summary>
    public AccessState AccessState
    {
        get => new(Pointer.ReadPointer(0x08));
        internal set => Pointer.WritePointer(0x08, value.Pointer);
    }

    /// <summary>DesiredAccess: an ACCESS_MASK.</summary>
    public uint DesiredAccess
    {
        get => Pointer.Read<uint>(0x10);
        internal set => Pointer.Write(0x10, value);
    }

    /// <summary>FullCreateOptions.</summary>
    public uint FullCreateOptions
    {
        get => Pointer.Read<uint>(0x14);
        internal set => Pointer.Write(0x14, value);
    }
}
