namespace Verifier.Cli.Isolation;

/// <summary>How long runs take, as workers measured it, and how long the next may take.</summary>
internal sealed class RunTimes(WorkerSettings settings)
{
    private TimeSpan _slowest;

    /// <summary>How long a worker may be silent.</summary>
    public TimeSpan Allowance
    {
        get
        {
            var measured = _slowest * settings.RunFactor;
            return measured > settings.RunFloor ? measured : settings.RunFloor;
        }
    }

    /// <summary>A run took so long.</summary>
    public void Note(TimeSpan time) => _slowest = time > _slowest ? time : _slowest;
}
