using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>
/// __C_specific_handler: the language handler of C. It reads a frame's scope table; on the first pass it calls the filters of the scopes
/// that hold the instruction, on the second one their termination handlers.
/// </summary>
internal sealed class CSpecificHandler(Machine machine, ExceptionDispatcher dispatcher)
{
    private const ulong ContinueExecution = 0, ContinueSearch = 1;
    private const int BytesOfScope = 16, PointersBytes = 16;
    private const uint ExecuteAlways = 1, UnwindFlags = 0x66;

    /// <summary>The routine, with its four arguments.</summary>
    public ulong Handle(ulong record, ulong establisher, ulong context, ulong dispatch)
    {
        var memory = machine.Memory;
        var image = memory.Read<ulong>(dispatch + DispatcherContext.ImageBase);
        var table = memory.Read<ulong>(dispatch + DispatcherContext.HandlerData);
        var rva = (uint)(memory.Read<ulong>(dispatch + DispatcherContext.ControlPc) - image);
        var isUnwinding = (memory.Read<uint>(record + 4) & UnwindFlags) != 0;
        var count = memory.Read<uint>(table);
        for (var i = memory.Read<uint>(dispatch + DispatcherContext.ScopeIndex); i < count; i++)
        {
            var scope = Scope.Read(machine, table + sizeof(uint) + (i * BytesOfScope));
            if (!scope.Contains(rva))
            {
                continue;
            }

            if (!isUnwinding)
            {
                if (!scope.IsFinally && Filter(scope, image, record, establisher, context) is { } answer)
                {
                    return answer;
                }

                continue;
            }

            if (scope.Contains(TargetRva(dispatch, image)) || (!scope.IsFinally && image + scope.Target == memory.Read<ulong>(dispatch + DispatcherContext.TargetIp)))
            {
                return ContinueSearch;
            }

            if (scope.IsFinally)
            {
                memory.Write(dispatch + DispatcherContext.ScopeIndex, i + 1);
                const ulong isAbnormal = 1;
                dispatcher.CallBelow(machine.Scheduler.Current.StackPointer, image + scope.Handler, isAbnormal, establisher);
            }
        }

        return ContinueSearch;
    }

    // The scope that holds the place where execution goes on is not left, nor are those around it.
    private uint TargetRva(ulong dispatch, ulong image) => machine.Memory.Read<ulong>(dispatch + DispatcherContext.TargetIp) is var target and not 0
        ? (uint)(target - image)
        : uint.MaxValue;

    /// <summary>Asks a filter. Null: the search goes on.</summary>
    /// <exception cref="UnwindRequested">The filter takes the exception.</exception>
    private ulong? Filter(in Scope scope, ulong image, ulong record, ulong establisher, ulong context)
    {
        var answer = scope.Handler == ExecuteAlways ? 1 : CallFilter(image + scope.Handler, record, establisher, context);
        if (answer > 0)
        {
            throw new UnwindRequested(establisher, image + scope.Target, machine.Memory.Read<uint>(record));
        }

        return answer < 0 ? ContinueExecution : null;
    }

    private int CallFilter(ulong filter, ulong record, ulong establisher, ulong context)
    {
        var pointers = (machine.Scheduler.Current.StackPointer - PointersBytes) & ~0xFUL;
        machine.Memory.Write(pointers, record);
        machine.Memory.Write(pointers + sizeof(ulong), context);
        return (int)dispatcher.CallBelow(pointers, filter, pointers, establisher);
    }

    /// <summary>An entry of SCOPE_TABLE: rvas of the protected code, of its handler, and of the __except block (0 for __finally).</summary>
    private readonly record struct Scope(uint Begin, uint End, uint Handler, uint Target)
    {
        public bool IsFinally => Target == 0;

        public static Scope Read(Machine machine, ulong address) => new(
            machine.Memory.Read<uint>(address),
            machine.Memory.Read<uint>(address + 4),
            machine.Memory.Read<uint>(address + 8),
            machine.Memory.Read<uint>(address + 12));

        public bool Contains(uint rva) => rva >= Begin && rva < End;
    }
}
