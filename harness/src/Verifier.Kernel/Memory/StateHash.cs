using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>A number that stands for a state: equal states have equal ones, and others practically never.</summary>
internal struct StateHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    private ulong _value;

    /// <summary>The number so far.</summary>
    public readonly ulong Value => _value;

    /// <summary>Takes a number in.</summary>
    public void Add(ulong value)
    {
        _value = (_value ^ value) * Prime;
        _value ^= _value >> 29;
    }

    /// <summary>Takes a number in.</summary>
    public void Add(long value) => Add((ulong)value);

    /// <summary>Takes memory in.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            Add(word);
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            Add((ulong)one);
        }
    }

    /// <summary>Takes the memory of values in.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
        => Add(MemoryMarshal.AsBytes(values));
}
