namespace Verifier.Workers.Supervising;

/// <summary>The times of runs as workers measured them, and the time that the next may take.</summary>
/// <param name="factor">A run is given up when it takes so many times as long as the slowest so far.</param>
internal sealed class RunTimes(int factor)
{
    private TimeSpan _slowest;

    /// <summary>The time for which a worker may be silent.</summary>
    /// <param name="floor">The least that a run is given.</param>
    public TimeSpan Allowance(TimeSpan floor)
    {
        var measured = _slowest * factor;
        return measured > floor ? measured : floor;
    }

    /// <summary>A run took so long.</summary>
    public void Note(TimeSpan time) => _slowest = time > _slowest ? time : _slowest;
}
