namespace Verifier.Workers.Supervising;

/// <summary>The processor time of a process so far, thread by thread.</summary>
/// <param name="Threads">By thread, in nanoseconds: the processor time that it has had, and the time that it waited for a processor.</param>
/// <param name="IsAsleep">Does every thread sleep because it wants to? None runs, waits for a processor or a disk, or is stopped.</param>
internal sealed record ProcessUse(IReadOnlyDictionary<int, (long Ran, long Waited)> Threads, bool IsAsleep)
{
    /// <summary>Processor time since an earlier look.</summary>
    public TimeSpan RanSince(ProcessUse before) => Since(before, use => use.Ran);

    /// <summary>Time since an earlier look for which threads could have run and did not.</summary>
    public TimeSpan WaitedSince(ProcessUse before) => Since(before, use => use.Waited);

    private TimeSpan Since(ProcessUse before, Func<(long Ran, long Waited), long> what)
    {
        var sum = 0L;
        foreach (var (thread, use) in Threads)
        {
            sum += Math.Max(0, what(use) - (before.Threads.TryGetValue(thread, out var then) ? what(then) : 0));
        }

        return TimeSpan.FromMicroseconds(sum / 1_000.0);
    }
}
