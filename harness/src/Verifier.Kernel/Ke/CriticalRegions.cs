namespace Verifier.Kernel;

/// <summary>
/// Critical and guarded regions: the thread's APC disable counts (harness/docs/facts/io.md#locks-and-regions; 0xC4/0x3E, 0x11A, 0x11B).
/// </summary>
internal sealed class CriticalRegions(Machine machine)
{
    /// <summary>KeAreApcsDisabled: the thread is in a critical or guarded region. The IRQL does not count.</summary>
    public bool IsInRegion => Thread.ApcDisable != 0 || Thread.SpecialApcDisable != 0;

    /// <summary>No normal APC can interrupt the thread now: a region or the IRQL keeps them away. Unsafe mutexes and resources ask this.</summary>
    public bool AreApcsKeptAway => IsInRegion || machine.Irql >= KIRQL.APC_LEVEL;

    /// <summary>KeAreAllApcsDisabled.</summary>
    public bool AreAllApcsDisabled => Thread.SpecialApcDisable != 0 || machine.Irql >= KIRQL.APC_LEVEL;

    private SimulatedThread Thread => machine.Scheduler.Current;

    /// <summary>KeEnterCriticalRegion.</summary>
    public void Enter()
    {
        CheckLevel(Stops.DriverVerifier.EnterAboveApc, "KeEnterCriticalRegion");
        Thread.ApcDisable--;
    }

    /// <summary>KeLeaveCriticalRegion.</summary>
    public void Leave()
    {
        CheckLevel(Stops.DriverVerifier.LeaveAboveApc, "KeLeaveCriticalRegion");
        if (Thread.ApcDisable >= Thread.InitialApcDisable)
        {
            Report(Stops.DriverVerifier.LeaveOutside(), "KeLeaveCriticalRegion was called outside a critical region.");
        }

        Thread.ApcDisable++;
    }

    /// <summary>KeEnterGuardedRegion.</summary>
    public void EnterGuarded() => Thread.SpecialApcDisable--;

    /// <summary>KeLeaveGuardedRegion.</summary>
    public void LeaveGuarded()
    {
        if (Thread.SpecialApcDisable >= 0)
        {
            Report(Stops.DriverVerifier.GuardedRegions(0, 0, 0), "KeLeaveGuardedRegion was called outside a guarded region.");
        }

        Thread.SpecialApcDisable++;
    }

    // From Windows 7 on, Force IRQL Checking stops for a wrong level; otherwise Windows goes on.
    private void CheckLevel(Func<KIRQL, BugCheck> stop, string routine)
    {
        if (machine.Irql > KIRQL.APC_LEVEL)
        {
            machine.Violate(
                new ProtocolViolation(stop(machine.Irql), $"{routine} was called at {machine.IrqlName}; it may be called up to APC_LEVEL."),
                DriverVerifierOptions.ForceIrqlChecking,
                fatal: machine.Profile.Version >= WindowsVersion.Windows7);
        }
    }

    private void Report(BugCheck stop, string text) => machine.Violate(new ProtocolViolation(stop, text));
}
