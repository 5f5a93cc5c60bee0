namespace Verifier.Workers.Watching;

/// <summary>
/// Keeps account of the processor time: what the process has spent, its threads have, and what none of the known ones has, was spent by one
/// that has begun since, even if it is gone: the time of the dead stays in the process's. To begin and to end costs a thread five microseconds
/// at least (measured: a native one that does nothing).
/// </summary>
/// <param name="clocks">The clocks that are read.</param>
internal sealed class ThreadLedger(IThreadClocks clocks)
{
    // Nanoseconds. The clocks of one look are not read at one moment: a few hundred between them, much more if the thread is interrupted there.
    private const long Slack = 1_500;
    private const int Tries = 5;

    private IReadOnlyList<int> _others = [];
    private long _ofOthers;
    private long _ofNobody;

    /// <summary>Opens a new account: time that was spent so far, and by no known thread, is left out of it.</summary>
    /// <param name="others">All threads but the calling one.</param>
    public void Open(IEnumerable<int> others)
    {
        _others = [.. others.Where(thread => clocks.Of(thread) is not null)];
        _ofNobody = long.MaxValue - Slack;
        for (var i = 0; i < Tries && OfKnown() is { } known; i++)
        {
            _ofOthers = OfOthers();
            _ofNobody = Math.Min(_ofNobody, _ofOthers - known);
        }
    }

    /// <summary>Goes on with threads that have begun since: their time is theirs.</summary>
    /// <param name="others">All threads but the calling one.</param>
    /// <returns>False when one that was known has ended: how much of the rest is its own cannot be told, so the account is opened anew.</returns>
    public bool Admit(IReadOnlyList<int> others)
    {
        if (_others.Except(others).Any())
        {
            Open(others);
            return false;
        }

        _others = others;
        return true;
    }

    /// <summary>True if all that was spent since the last look was spent by known threads. False also if one of them has ended.</summary>
    public bool Balances()
    {
        var spent = OfOthers();
        if (spent > _ofOthers + Slack)
        {
            return Audit();
        }

        // No other thread has run, as nearly always. What is read may be too much by an interrupt, and never is too little.
        _ofOthers = Math.Min(_ofOthers, spent);
        return true;
    }

    private bool Audit()
    {
        var limit = _ofNobody + Slack;
        for (var i = 0; i < Tries; i++)
        {
            if (OfKnown() is not { } before)
            {
                return false;
            }

            var mine = clocks.Mine;
            var process = clocks.Process;
            if (process - mine - before <= limit)
            {
                _ofOthers = process - mine;
                _ofNobody = Math.Min(_ofNobody, _ofOthers - before);
                return true;
            }

            // Known threads that run meanwhile add what they spend from here to there, and no more.
            mine = clocks.Mine;
            if (OfKnown() is not { } after || process - mine - after > limit)
            {
                return false;
            }
        }

        // They ran at every try: a new thread is not reported if that is not certain.
        Open(_others);
        return true;
    }

    private long OfOthers()
    {
        var mine = clocks.Mine;
        return clocks.Process - mine;
    }

    private long? OfKnown()
    {
        var sum = 0L;
        foreach (var thread in _others)
        {
            if (clocks.Of(thread) is not { } time)
            {
                return null;
            }

            sum += time;
        }

        return sum;
    }
}
