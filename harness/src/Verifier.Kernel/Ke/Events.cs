namespace Verifier.Kernel;

/// <summary>KEVENT: the work behind the event routines; also what the I/O manager signals.</summary>
internal sealed class Events(Machine machine)
{
    /// <summary>KeInitializeEvent.</summary>
    public void Initialise(ulong address, EVENT_TYPE type, bool signalled)
    {
        machine.SyncObjects.RequireNonPaged(address, "event");
        var kind = type == EVENT_TYPE.NotificationEvent ? DispatcherType.NotificationEvent : DispatcherType.SynchronizationEvent;
        machine.Dispatcher.Initialize(address, kind, SizeOf.KEVENT, signalled ? 1 : 0);
    }

    /// <summary>KeSetEvent: the state before.</summary>
    public int Set(ulong address, bool waitFollows = false)
    {
        Check(address, "KeSetEvent");
        if (waitFollows && machine.Irql == KIRQL.DISPATCH_LEVEL)
        {
            IrqlCheck.Report(machine, Ddis.KeSetEvent);
        }

        return machine.Dispatcher.Signal(address, 1);
    }

    /// <summary>KePulseEvent: threads that wait now go on, then the event is reset; the state before.</summary>
    public int Pulse(ulong address)
    {
        Check(address, "KePulseEvent");
        var before = machine.Dispatcher.Signal(address, 1);
        machine.Dispatcher.Signal(address, 0);
        return before;
    }

    /// <summary>KeResetEvent: the state before.</summary>
    public int Clear(ulong address)
    {
        machine.SyncObjects.RequireNonPaged(address, "event");
        return machine.Dispatcher.Signal(address, 0);
    }

    private void Check(ulong address, string routine)
    {
        machine.SyncObjects.RequireNonPaged(address, "event");
        if (machine.Irql > KIRQL.DISPATCH_LEVEL)
        {
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.EventSetAboveDispatch(machine.Irql, address),
                $"{routine} was called at {machine.IrqlName}; it may be called up to DISPATCH_LEVEL."));
        }
    }
}
