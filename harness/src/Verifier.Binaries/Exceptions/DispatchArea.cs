using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// The structures that language handlers and filters are given, on the driver's own stack: EXCEPTION_RECORD, CONTEXT, DISPATCHER_CONTEXT
/// and EXCEPTION_POINTERS at their x64 layouts.
/// </summary>
internal sealed unsafe class DispatchArea
{
    /// <summary>EXCEPTION_UNWINDING and EXCEPTION_TARGET_UNWIND.</summary>
    public const uint Unwinding = 0x2, TargetUnwind = 0x20;

    private const uint Noncontinuable = 0x1;
    private const int Context = 0xA0, Dispatcher = Context + ContextRecord.Bytes, Bytes = Dispatcher + 0x60, Room = 0x400;

    private readonly Machine _machine;
    private readonly byte* _memory;

    /// <summary>Puts one below everything that is live on the running thread's stack.</summary>
    /// <exception cref="MachineStopped">The stack has no room for it.</exception>
    public DispatchArea(Machine machine, KernelException exception, in RegisterFile registers, bool isHardware)
    {
        _machine = machine;
        var thread = machine.Scheduler.Current;
        Address = (thread.StackPointer - Bytes) & ~0xFUL;
        if (Address - Room < thread.Stack.Address || Address > thread.StackPointer)
        {
            throw machine.BugCheck(Stops.Trap.DoubleFault(thread.StackPointer), $"The stack has no room left to dispatch {exception.Status}.");
        }

        _memory = machine.Memory.Own(Address);
        new Span<byte>(_memory, Bytes).Clear();
        WriteRecord(exception, registers, isHardware);
        ContextRecord.Write(new Span<byte>(_memory + Context, ContextRecord.Bytes), registers);
    }

    /// <summary>The address of the EXCEPTION_RECORD, the lowest of all.</summary>
    public ulong Address { get; }

    /// <summary>The address of the CONTEXT.</summary>
    public ulong ContextAddress => Address + Context;

    /// <summary>The address of the DISPATCHER_CONTEXT.</summary>
    public ulong DispatcherAddress => Address + Dispatcher;

    /// <summary>Number of scopes of the frame that is being unwound that are done: ScopeIndex.</summary>
    public uint ScopesDone
    {
        get => *(uint*)(_memory + Dispatcher + DispatcherContext.ScopeIndex);
        set => *(uint*)(_memory + Dispatcher + DispatcherContext.ScopeIndex) = value;
    }

    /// <summary>Adds flags to the record.</summary>
    public void SetFlags(uint flags) => *(uint*)(_memory + 4) |= flags;

    /// <summary>Describes the frame whose handler is called next.</summary>
    public void SetFrame(in UnwoundFrame frame, ulong target)
    {
        var image = frame.Image!;
        var at = (ulong*)(_memory + Dispatcher);
        at[DispatcherContext.ControlPc / 8] = frame.Registers.Rip;
        at[DispatcherContext.ImageBase / 8] = image.Base;
        at[DispatcherContext.FunctionEntry / 8] = image.Base + frame.Function!.Value.EntryRva;
        at[DispatcherContext.EstablisherFrame / 8] = frame.Establisher;
        at[DispatcherContext.TargetIp / 8] = target;
        at[DispatcherContext.ContextRecord / 8] = ContextAddress;
        at[DispatcherContext.LanguageHandler / 8] = frame.Handler;
        at[DispatcherContext.HandlerData / 8] = frame.HandlerData;
        at[DispatcherContext.ScopeIndex / 8] = 0;
    }

    /// <summary>The registers in the CONTEXT, which a filter may have changed.</summary>
    public RegisterFile ReadContext() => ContextRecord.Read(new ReadOnlySpan<byte>(_memory + Context, ContextRecord.Bytes));

    private void WriteRecord(KernelException exception, in RegisterFile registers, bool isHardware)
    {
        *(uint*)_memory = exception.Status.Value;
        *(uint*)(_memory + 4) = isHardware ? 0 : Noncontinuable;
        *(ulong*)(_memory + 0x10) = registers.Rip;
        if (exception is AccessViolationRaised violation)
        {
            const int parameters = 2;
            *(uint*)(_memory + 0x18) = parameters;
            *(ulong*)(_memory + 0x20) = (ulong)violation.Access;
            *(ulong*)(_memory + 0x28) = violation.Address;
        }
    }
}
