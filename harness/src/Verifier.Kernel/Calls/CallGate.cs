using System.Diagnostics;

namespace Verifier.Kernel;

/// <summary>The border between a driver and the kernel: every import of a driver is called through here.</summary>
[DebuggerNonUserCode] // a debugger that breaks at an injected failure shows the driver's frame, not these
internal sealed class CallGate(Machine machine)
{
    /// <summary>DDI calls of drivers in this run; an operation is a hang when it makes more than <see cref="CallLimit"/>.</summary>
    public long Calls => machine.Call.Number;

    /// <summary>A driver that calls so often within one operation makes no progress.</summary>
    public long CallLimit { get; set; } = DefaultCallLimit;

    public const long DefaultCallLimit = 100_000;

    private long _budgetBegan;

    /// <summary>A new operation begins: its calls are counted from here.</summary>
    public void BeginBudget()
    {
        _budgetBegan = Calls;
        machine.Call.BeginOperation();
    }

    /// <summary>A driver's call: checked, then handed to the thunk or to the kernel.</summary>
    public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        if (machine.IsStopped)
        {
            throw MachineStopped.Instance;
        }

        if (++machine.Call.Number - _budgetBegan > CallLimit)
        {
            throw machine.Hang($"{caller.Name} made {CallLimit:N0} calls without coming to an end; the last was {ddi.Name}.");
        }

        if (ddi.Since > machine.Profile.Version)
        {
            throw new MissingImport(ddi, machine.Profile);
        }

        if (ddi.IsInert)
        {
            machine.Remark($"the driver called {ddi.Name}, which is inert: {ddi.Modelled}");
        }

        machine.Clock.Tick();
        machine.ExportedData.Refresh();
        return caller.Thunk is { } thunk ? thunk.Call(caller, ddi, arguments) : Forward(caller, ddi, arguments);
    }

    /// <summary>
    /// A driver's call with the values that registers and stack hold: of each only the bytes of its parameter count, and what is there
    /// beyond the last parameter is not passed on. There are at least as many values as the routine has parameters.
    /// </summary>
    public ulong CallWithRegisters(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> registers)
    {
        var masks = ddi.Masks;
        Span<ulong> arguments = ddi.IsVariadic ? new ulong[registers.Length] : stackalloc ulong[masks.Length];
        registers[..arguments.Length].CopyTo(arguments);
        for (var i = 0; i < masks.Length; i++)
        {
            arguments[i] &= masks[i];
        }

        return Call(caller, ddi, arguments);
    }

    /// <summary>The kernel's own routine, after the IRQL check of its declaration.</summary>
    public ulong Forward(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        var outer = machine.Caller;
        var outerDdi = machine.CurrentDdi;
        machine.Caller = caller;
        machine.CurrentDdi = ddi;
        machine.KernelDepth++;
        try
        {
            if (machine.Irql > ddi.Irql.HighestWhen || machine.Irql < ddi.Irql.Lowest)
            {
                IrqlCheck.Verify(machine, ddi, arguments);
            }

            if (ddi.ObjectParameters.Length > 0)
            {
                FreedObjects.Check(machine, ddi, arguments);
            }

            var result = machine.Executor.Call(ddi, arguments);
            if (machine.Clock.Now >= machine.Timers.NextDue || machine.Dpcs.HasWork)
            {
                machine.Dpcs.Deliver();
            }

            return result;
        }
        finally
        {
            machine.KernelDepth--;
            machine.Caller = outer;
            machine.CurrentDdi = outerDdi;
        }
    }

    /// <summary>Makes the checks of a call that is made to fail: those that the routine makes before it asks for anything.</summary>
    public void CheckOnly(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        var outer = machine.Caller;
        var outerDdi = machine.CurrentDdi;
        machine.Caller = caller;
        machine.CurrentDdi = ddi;
        machine.KernelDepth++;
        try
        {
            IrqlCheck.Verify(machine, ddi, arguments);
            ddi.Check?.Invoke(machine, arguments);
        }
        finally
        {
            machine.KernelDepth--;
            machine.Caller = outer;
            machine.CurrentDdi = outerDdi;
        }
    }

    public void Reset()
    {
        _budgetBegan = 0;
        CallLimit = DefaultCallLimit;
    }
}
