namespace Verifier.Kernel;

/// <summary>Knows all parts of a machine: makes them, starts them over and lets them go.</summary>
internal interface IMachineAssembly
{
    /// <summary>The handler of the machine's bad touches; needed before any part is made.</summary>
    IMemoryFaults FaultsOf(Machine machine);

    /// <summary>Makes all parts.</summary>
    void Make(Machine machine);

    /// <summary>Ends what still runs.</summary>
    void Unwind(Machine machine);

    /// <summary>Starts all parts over, after the machine's own state.</summary>
    void Reset(Machine machine);

    /// <summary>Lets the parts go that have something of the host's.</summary>
    void Dispose(Machine machine);
}
