namespace Verifier.Kernel;

/// <summary>
/// Changes of the IRQL that drivers ask for. What Driver Verifier checks whenever a driver is verified is 0xC4/0x30 and 0x31
/// (harness/docs/facts/driver-verifier.md#checks-without-an-option); an unverified x64 processor simply takes the new level.
/// </summary>
internal sealed class Processor(Machine machine)
{
    /// <summary>KeRaiseIrql: the level before.</summary>
    public KIRQL Raise(KIRQL wanted)
    {
        var old = machine.Irql;
        if (wanted < old || wanted > machine.Profile.HighIrql)
        {
            Report(
                Stops.DriverVerifier.RaiseBelowCurrent(machine.Irql, wanted),
                $"KeRaiseIrql was asked for {Name(wanted)} at {Name(old)}; it must not lower the IRQL.");
        }

        Set(wanted);
        if (machine.VerifierOptions != DriverVerifierOptions.None)
        {
            machine.VerifierCounters.RaiseIrqls++;
        }

        NoteRaised();
        return old;
    }

    /// <summary>KeLowerIrql. Pending DPCs run when the routine returns to the driver.</summary>
    public void Lower(KIRQL wanted)
    {
        if (wanted > machine.Irql)
        {
            var text = $"KeLowerIrql was asked for {Name(wanted)} at {Name(machine.Irql)}; it must not raise the IRQL.";
            Report(Stops.DriverVerifier.LowerAboveCurrent(machine.Irql, wanted, 0), text);
        }
        else if (machine.Dpcs.IsRunning && wanted < KIRQL.DISPATCH_LEVEL)
        {
            const ulong invalidInDpc = 1;
            var text = $"A DPC lowered the IRQL to {Name(wanted)}; it must stay at DISPATCH_LEVEL or above.";
            Report(Stops.DriverVerifier.LowerAboveCurrent(machine.Irql, wanted, invalidInDpc), text);
        }

        Set(wanted);
    }

    /// <summary>
    /// The IRQL is at DISPATCH_LEVEL or above on a verified driver's wish: Force IRQL Checking trims
    /// (harness/docs/facts/driver-verifier.md#force-irql-checking).
    /// </summary>
    public void NoteRaised()
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            machine.Paging.TrimForIrqlRaise();
        }
    }

    private void Set(KIRQL wanted)
    {
        if (wanted > machine.Profile.HighIrql)
        {
            throw machine.BugCheck(Stops.Trap.GeneralProtection(), $"The IRQL was set to {(byte)wanted}, which does not exist.");
        }

        machine.Irql = wanted;
    }

    private void Report(BugCheck stop, string text) => machine.Violate(new ProtocolViolation(stop, text));

    private string Name(KIRQL irql) => machine.Profile.IrqlName(irql);
}
