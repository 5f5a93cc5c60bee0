namespace Verifier.Kernel;

/// <summary>
/// The virtual clock, in NT's units of 100 ns since boot. It moves when a DDI is called (one unit), when memory is paged in, when a
/// workload says so, and when all threads wait: then straight to the next timer, so that a wait costs no wall time (ARCHITECTURE.md D4).
/// </summary>
internal sealed class Clock
{
    public const long TicksPerMillisecond = 10_000;

    /// <summary>The time that bringing a page back takes: 5 ms, a disk's order of magnitude (our choice).</summary>
    public const long PageInTicks = 5 * TicksPerMillisecond;

    /// <summary>KeQueryTimeIncrement: a clock interrupt every 15.625 ms, in 100 ns.</summary>
    public const long TimeIncrement = 156_250;

    /// <summary>KeQuerySystemTime at boot: 2000-01-01 00:00 in 100 ns since 1601, so that a model's dates look sane.</summary>
    public const long BootSystemTime = 125_911_584_000_000_000;

    /// <summary>Interrupt time: 100 ns units since boot.</summary>
    public long Now { get; private set; }

    /// <summary>KeQuerySystemTime: 100 ns since 1601.</summary>
    public long SystemTime => BootSystemTime + Now;

    /// <summary>
    /// The interrupt time that an NT due time means: negative is relative to now, positive absolute system time, 0 is at once.
    /// </summary>
    public long DueAt(long time)
    {
        if (time < 0)
        {
            return time < -(long.MaxValue - Now) ? long.MaxValue : Now - time;
        }

        return Math.Max(Now, time - BootSystemTime);
    }

    /// <summary>One DDI call.</summary>
    public void Tick() => Now++;

    /// <summary>Time passes on the processor; timers that fall due meanwhile fire at the next chance.</summary>
    public void Spend(long ticks) => Now += ticks;

    /// <summary>All threads wait: goes straight to a point in time, never back.</summary>
    public void AdvanceTo(long time) => Now = Math.Max(Now, time);

    public void Reset()
    {
        Now = 0;
    }
}
