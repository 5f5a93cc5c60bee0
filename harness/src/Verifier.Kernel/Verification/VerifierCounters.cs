namespace Verifier.Kernel;

/// <summary>
/// Driver Verifier's counters of what verified drivers did with IRQL and locks, by its names
/// (harness/docs/facts/driver-verifier.md#counters).
/// </summary>
internal sealed class VerifierCounters
{
    /// <summary>"IRQL Raises": explicit raises.</summary>
    public long RaiseIrqls { get; set; }

    /// <summary>"Spinlocks Acquired".</summary>
    public long AcquireSpinLocks { get; set; }

    /// <summary>"Executions Synchronized": KeSynchronizeExecution calls.</summary>
    public long SynchronizeExecutions { get; set; }

    public void Reset()
    {
        RaiseIrqls = 0;
        AcquireSpinLocks = 0;
        SynchronizeExecutions = 0;
    }
}
