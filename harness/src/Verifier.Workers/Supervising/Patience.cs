namespace Verifier.Workers.Supervising;

/// <summary>
/// How long a silent worker is waited for. Processor time always counts. Wall time counts only while all threads of the worker sleep because
/// they want to: time for which one could have run and did not, was stopped or waited for a disk is the machine's doing, not the driver's.
/// Where the system does not say which it is, wall time is all there is, and counts.
/// </summary>
/// <param name="look">What the worker has had so far; null where that cannot be known.</param>
/// <param name="allowance">How much there is.</param>
internal sealed class Patience(Func<ProcessUse?> look, TimeSpan allowance)
{
    /// <summary>The interval between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Whoever looks this much too late was kept from it himself: what happened meanwhile is not known.
    private static readonly TimeSpan LongestInterval = 2 * Interval;

    private ProcessUse? _before = look();
    private TimeSpan _used;

    /// <summary>So much time has passed since the last look, or since the wait began.</summary>
    /// <param name="time">By the clock.</param>
    /// <returns>Is it at its end?</returns>
    public bool IsOverAfter(TimeSpan time)
    {
        var now = look();
        _used += _before is null || now is null ? time : Counted(_before, now, time > LongestInterval ? LongestInterval : time);
        _before = now;
        return _used >= allowance;
    }

    private static TimeSpan Counted(ProcessUse before, ProcessUse now, TimeSpan time)
    {
        var ran = now.RanSince(before);
        var slept = now.IsAsleep && before.IsAsleep ? time - ran - now.WaitedSince(before) : TimeSpan.Zero;
        return ran + (slept > TimeSpan.Zero ? slept : TimeSpan.Zero);
    }
}
