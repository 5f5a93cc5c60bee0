namespace Verifier.Kernel;

/// <summary>Local variables of a prototype that the kernel is given the address of: gone when the frame is disposed.</summary>
internal readonly ref struct StackFrame : IDisposable
{
    private readonly Machine _machine;
    private readonly SimulatedThread _thread;
    private readonly ulong _outer;

    public StackFrame(Machine machine)
    {
        _machine = machine;
        _thread = machine.Scheduler.Current;
        _outer = _thread.StackPointer;
    }

    /// <summary>Space for a variable.</summary>
    public ulong Push(int bytes) => _machine.Stacks.Push(_thread, bytes);

    /// <summary>A variable with a value.</summary>
    public ulong Push<T>(T value)
        where T : unmanaged
    {
        var address = Push(16);
        _machine.Memory.Write(address, value);
        return address;
    }

    /// <summary>A GUID.</summary>
    public ulong Push(Guid value)
    {
        var address = Push(16);
        _machine.Memory.CopyTo(address, value.ToByteArray());
        return address;
    }

    /// <inheritdoc/>
    public void Dispose() => _thread.StackPointer = _outer;
}
