using System.Runtime.CompilerServices;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>
/// The run as a sequence of events: always folded into a hash, kept as events only when asked. Addresses are the same on every machine
/// (RegionLayout), so two runs of one plan have the same hash anywhere (ARCHITECTURE.md D4).
/// </summary>
internal sealed class Trace(bool keepsEvents)
{
    private const ulong K0 = 0x9E37_79B9_7F4A_7C15, K1 = 0xC2B2_AE3D_27D4_EB4F, K2 = 0x1656_67B1_9E37_79F9, K3 = 0xD6E8_FEB8_6659_FD93;

    private readonly List<TraceEvent> _events = [];

    private ulong _hash = K0;

    // The latest call, if it has not returned and nothing has happened since: it is folded with what comes next. 0: there is none.
    private ulong _open;

    /// <summary>The hash so far.</summary>
    public ulong Hash => _open == 0 ? _hash : Append(_hash, _open);

    /// <summary>True if events are kept. Their text need not be made if they are not.</summary>
    public bool KeepsEvents => keepsEvents;

    /// <summary>The events, if they are kept.</summary>
    public IReadOnlyList<TraceEvent> Events => _events;

    public void Call(Machine machine, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        Close();
        _open = Word(machine, TraceEventKind.Call, ddi.Number, Combine(arguments)) | 1;
        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Call, ddi.Name, arguments, null);
        }
    }

    public void Return(Machine machine, Ddi ddi, ulong result)
    {
        if (_open != 0)
        {
            // Nothing happened in between: most calls are one event.
            _hash = Append(_hash, _open + unchecked((result * K3) ^ ((ulong)machine.Irql * K2)));
            _open = 0;
        }
        else
        {
            Fold(machine, TraceEventKind.Return, ddi.Number, unchecked(result * K1));
        }

        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Return, ddi.Name, [result], null);
        }
    }

    public void Raise(Machine machine, Ddi ddi, NTSTATUS status)
    {
        Fold(machine, TraceEventKind.Raise, ddi.Number, status.Value);
        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Raise, ddi.Name, [status.Value], status.ToString());
        }
    }

    public void Injected(Machine machine, Injection injection, ReadOnlySpan<ulong> arguments)
    {
        Fold(machine, TraceEventKind.Injected, injection.Ddi.Number, Combine(arguments) + (ulong)injection.Shape);
        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Injected, injection.Ddi.Name, arguments, $"{injection.Shape}, {injection.Rule.Name}");
        }
    }

    public void Enter(Machine machine, DriverRoutine routine, RoutineKind kind, ReadOnlySpan<ulong> arguments)
    {
        Fold(machine, TraceEventKind.Enter, 0, routine.Address + Combine(arguments));
        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Enter, routine.Name, arguments, RoutineKindWords.Of(kind));
        }
    }

    public void Leave(Machine machine, DriverRoutine routine, ulong result)
    {
        Fold(machine, TraceEventKind.Leave, 0, routine.Address ^ (result * K3));
        if (keepsEvents)
        {
            Keep(machine, TraceEventKind.Leave, routine.Name, [result], null);
        }
    }

    public void Note(Machine machine, TraceEventKind kind, string name, ReadOnlySpan<ulong> values, string? text)
    {
        Fold(machine, kind, (uint)name.Length, Combine(values));
        if (keepsEvents)
        {
            Keep(machine, kind, name, values, text);
        }
    }

    private void Fold(Machine machine, TraceEventKind kind, uint number, ulong values)
    {
        Close();
        _hash = Append(_hash, Word(machine, kind, number, values));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Close()
    {
        if (_open != 0)
        {
            _hash = Append(_hash, _open);
            _open = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Append(ulong hash, ulong word)
    {
        var mixed = unchecked((hash ^ word) * K0);
        return mixed ^ (mixed >> 29);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(Machine machine, TraceEventKind kind, uint number, ulong values)
    {
        unchecked
        {
            var what = ((ulong)kind << 56) | ((ulong)machine.Irql << 48) | number;
            return (what * K1) ^ ((ulong)machine.Clock.Now * K2) ^ values;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Combine(ReadOnlySpan<ulong> values)
    {
        unchecked
        {
            ulong sum = 0;
            for (var i = 0; i < values.Length; i++)
            {
                sum += (values[i] + (ulong)i) * K1;
                sum ^= sum >> 31;
            }

            return sum;
        }
    }

    private void Keep(Machine machine, TraceEventKind kind, string name, ReadOnlySpan<ulong> values, string? text) =>
        _events.Add(new TraceEvent(machine.Clock.Now, (byte)machine.Irql, kind, name, values.ToArray(), text));
}
