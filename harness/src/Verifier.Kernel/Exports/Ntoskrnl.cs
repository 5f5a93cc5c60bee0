using System.Diagnostics;

namespace Verifier.Kernel;

/// <summary>
/// The library that a driver links against: every DDI under its own name, called as in C. Each member is the prototype of one declaration
/// in the DDI catalogue and does nothing but pass its arguments on; a driver cannot tell whether the call is watched.
/// </summary>
[DebuggerNonUserCode] // a debugger that breaks at an injected failure shows the driver's frame, not these
public abstract partial class Ntoskrnl
{
    private Machine? _machine;
    private DriverImage? _image;

    /// <summary>Simulated memory, for pointer work that no typed view covers.</summary>
    public KernelMemory Memory => Machine.PublicMemory;

    /// <summary>
    /// Calls through a pointer to a routine, as C does: one of the driver's own, or one that MmGetSystemRoutineAddress found. Arguments and result
    /// are register values.
    /// </summary>
    public ulong CallThrough(Pointer routine, params ReadOnlySpan<ulong> arguments)
    {
        const int inRegisters = 4;
        Span<ulong> registers = stackalloc ulong[inRegisters];
        arguments[..Math.Min(inRegisters, arguments.Length)].CopyTo(registers);
        var onStack = arguments.Length > inRegisters ? arguments[inRegisters..].ToArray() : null;
        return Machine.Executor.Invoke(Machine.CurrentRoutineKind, routine, registers[0], registers[1], registers[2], registers[3], onStack);
    }

    internal Machine Machine => _machine ?? throw new InvalidOperationException($"{GetType().Name} calls the kernel before it is loaded.");

    internal DriverImage Image => _image ?? throw new InvalidOperationException($"{GetType().Name} calls the kernel before it is loaded.");

    internal void Link(Machine machine, DriverImage image)
    {
        _machine = machine;
        _image = image;
    }

    /// <summary>A pointer value from the kernel, with the memory it points into.</summary>
    internal Pointer At(ulong address) => new(Machine, address);

    /// <summary>The address of a routine of this driver; the same routine has the same address for as long as the driver is loaded.</summary>
    internal ulong AddressOf<T>(T? routine, Func<T, RoutineCode> adapter)
        where T : Delegate
    {
        if (routine is null)
        {
            return 0;
        }

        return Image.TryGetAddress(routine, out var address) ? address : Image.Register(routine, adapter(routine));
    }

    /// <summary>The same for a routine of more than four parameters.</summary>
    internal ulong AddressOf<T>(T? routine, Func<T, StackRoutineCode> adapter)
        where T : Delegate
    {
        if (routine is null)
        {
            return 0;
        }

        return Image.TryGetAddress(routine, out var address) ? address : Image.Register(routine, adapter(routine));
    }

    private ulong Call(Ddi ddi, params ReadOnlySpan<ulong> arguments) => Machine.Gate.Call(Image, ddi, arguments);

    // adapter->DmaOperations->Routine(…): the loads that C makes can fault by themselves.
    private ulong CallMember(Ddi ddi, DmaAdapter adapter, params ReadOnlySpan<ulong> arguments)
    {
        adapter.DmaOperations.ReadPointer(DmaOperationsTable.OffsetOf(ddi));
        return Machine.Gate.Call(Image, ddi, arguments);
    }
}
