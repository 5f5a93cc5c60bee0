namespace Verifier.Kernel;

/// <summary>The call that runs now: for whom, and which; with how many there have been.</summary>
internal sealed class RunningCall(Machine machine)
{
    /// <summary>A driver that touches ports and registers so often within one operation makes no progress.</summary>
    public const long AccessLimit = 1_000_000;

    private long _accesses;

    /// <summary>The driver on whose behalf kernel code runs now; null when the kernel runs for itself.</summary>
    public DriverImage? Caller { get; set; }

    /// <summary>The import that a driver is calling now; null outside of one.</summary>
    public Ddi? Ddi { get; set; }

    /// <summary>The number of calls that drivers have made in this run: the number of the last one.</summary>
    public long Number { get; set; }

    /// <summary>A driver touches a port or a register, which is no call: a loop that waits for a bit may be made of nothing else.</summary>
    public void CountAccess()
    {
        if (machine.IsStopped)
        {
            throw MachineStopped.Instance;
        }

        if (++_accesses > AccessLimit)
        {
            throw machine.Hang(
                $"{machine.Images.NameOf(machine.CurrentRoutine)} made {AccessLimit:N0} accesses to ports and registers without coming to an end.");
        }
    }

    /// <summary>A new operation begins: its accesses are counted from here.</summary>
    public void BeginOperation() => _accesses = 0;

    public void Reset()
    {
        Number = 0;
        _accesses = 0;
        Caller = null;
        Ddi = null;
    }
}
