namespace Verifier.Kernel;

/// <summary>ACCESS_STATE, a view of 0xA0 bytes in simulated memory: what an open may do so far. Its tokens are NULL.</summary>
public readonly struct AccessState
{
    internal const int Bytes = 0xA0;

    internal AccessState(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it the NULL pointer?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>RemainingDesiredAccess: what is not granted yet.</summary>
    public uint RemainingDesiredAccess
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>PreviouslyGrantedAccess: what is granted.</summary>
    public uint PreviouslyGrantedAccess
    {
        get => Pointer.Read<uint>(0x14);
        set => Pointer.Write(0x14, value);
    }

    /// <summary>OriginalDesiredAccess: what the opener asked for.</summary>
    public uint OriginalDesiredAccess
    {
        get => Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, value);
    }
}
