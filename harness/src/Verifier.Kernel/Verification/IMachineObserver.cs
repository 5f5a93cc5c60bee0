namespace Verifier.Kernel;

/// <summary>Watches what the machine does besides DDI calls: the events of a trace.</summary>
internal interface IMachineObserver
{
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
