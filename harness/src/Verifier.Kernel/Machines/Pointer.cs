namespace Verifier.Kernel;

/// <summary>
/// A PVOID: an address in simulated memory, with checked accesses relative to it. Thin: no state but the address. NULL is
/// <see cref="IsNull"/>; a touch through it is what it is in C.
/// </summary>
public readonly struct Pointer : IEquatable<Pointer>
{
    private readonly Machine? _machine;

    internal Pointer(Machine machine, ulong address)
    {
        _machine = machine;
        Address = address;
    }

    /// <summary>The NULL pointer.</summary>
    public static Pointer Null => default;

    /// <summary>The address as a number.</summary>
    public ulong Address { get; }

    /// <summary>True if it is NULL.</summary>
    public bool IsNull => Address == 0;

    internal Machine? Machine => _machine;

    /// <summary>The address as a number, as a DDI takes it.</summary>
    public static implicit operator ulong(Pointer pointer) => pointer.Address;

    /// <summary>Pointer arithmetic in bytes.</summary>
    public static Pointer operator +(Pointer pointer, long bytes) => new(pointer._machine!, pointer.Address + (ulong)bytes);

    /// <summary>Pointer arithmetic in bytes.</summary>
    public static Pointer operator -(Pointer pointer, long bytes) => pointer + -bytes;

    /// <summary>Same address.</summary>
    public static bool operator ==(Pointer left, Pointer right) => left.Address == right.Address;

    /// <summary>Another address.</summary>
    public static bool operator !=(Pointer left, Pointer right) => left.Address != right.Address;

    /// <summary>Pointer arithmetic in bytes.</summary>
    public Pointer Add(long bytes) => this + bytes;

    /// <summary>Pointer arithmetic in bytes.</summary>
    public Pointer Subtract(long bytes) => this - bytes;

    /// <summary>Reads a value of up to 8 bytes at an offset in bytes.</summary>
    public T Read<T>(long offset = 0)
        where T : unmanaged => Memory.Read<T>(Address + (ulong)offset);

    /// <summary>Writes a value of up to 8 bytes at an offset in bytes.</summary>
    public void Write<T>(long offset, T value)
        where T : unmanaged => Memory.Write(Address + (ulong)offset, value);

    /// <summary>Reads a pointer stored at an offset.</summary>
    public Pointer ReadPointer(long offset = 0) => new(_machine!, Read<ulong>(offset));

    /// <summary>Stores a pointer at an offset.</summary>
    public void WritePointer(long offset, Pointer value) => Write(offset, value.Address);

    /// <summary>Copies bytes out.</summary>
    public void CopyFrom(Span<byte> destination) => Memory.CopyFrom(Address, destination);

    /// <summary>Copies bytes in.</summary>
    public void CopyTo(ReadOnlySpan<byte> source) => Memory.CopyTo(Address, source);

    /// <inheritdoc/>
    public bool Equals(Pointer other) => Address == other.Address;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Pointer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Address;

    /// <inheritdoc/>
    public override string ToString() => $"0x{Address:X}";

    private VirtualMemory Memory => _machine?.Memory ?? throw new AccessViolationRaised(Address, MemoryAccess.Read);
}
