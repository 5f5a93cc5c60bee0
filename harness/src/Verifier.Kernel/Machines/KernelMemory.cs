namespace Verifier.Kernel;

/// <summary>
/// Simulated memory as a driver's code touches it: every access is checked as the processor and the kernel would
/// (page present, IRQL, guard pages). A bad access raises or stops the machine; it never reaches the host.
/// </summary>
public sealed class KernelMemory
{
    private readonly Machine _machine;
    private readonly VirtualMemory _memory;

    internal KernelMemory(Machine machine)
    {
        _machine = machine;
        _memory = machine.Memory;
    }

    /// <summary>Reads a value of up to 8 bytes.</summary>
    public T Read<T>(ulong address)
        where T : unmanaged => _memory.Read<T>(address);

    /// <summary>Writes a value of up to 8 bytes.</summary>
    public void Write<T>(ulong address, T value)
        where T : unmanaged => _memory.Write(address, value);

    /// <summary>Copies bytes out.</summary>
    public void CopyFrom(ulong address, Span<byte> destination) => _memory.CopyFrom(address, destination);

    /// <summary>Copies bytes in.</summary>
    public void CopyTo(ulong address, ReadOnlySpan<byte> source) => _memory.CopyTo(address, source);

    /// <summary>A typed pointer.</summary>
    public Pointer At(ulong address) => new(_machine, address);
}
