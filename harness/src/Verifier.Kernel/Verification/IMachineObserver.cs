namespace Verifier.Kernel;

/// <summary>Watches what the machine does besides DDI calls: the events of a trace.</summary>
internal interface IMachineObserver
{
    /// <summary>A driver routine is about to run, as what it is registered.</summary>
    void RoutineEntered(DriverRoutine routine, RoutineKind kind, ulong a0, ulong a1, ulong a2, ulong a3);

    /// <summary>A driver routine returned.</summary>
    void RoutineReturned(DriverRoutine routine, ulong result);

    /// <summary>A rule was broken; the machine goes on.</summary>
    void Violated(ProtocolViolation violation);

    /// <summary>A rule was broken for which Windows documents no stop; the machine goes on.</summary>
    void Breached(RuleBreach breach)
    {
    }

    /// <summary>A driver printed a line for the debugger.</summary>
    void DebugPrinted(string text)
    {
    }

    /// <summary>The machine stopped.</summary>
    void Stopped(StopReason reason);
}
