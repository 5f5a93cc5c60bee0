namespace Verifier.Kernel;

/// <summary>
/// Settings of threads that drivers make and nothing here depends on: disabled hard errors, and the processors that a thread may run on.
/// </summary>
internal sealed class ThreadSettings(Machine machine)
{
    private readonly HashSet<ulong> _withoutHardErrors = [];
    private readonly Dictionary<ulong, ulong> _affinities = [];

    /// <summary>True if the thread's hard errors are disabled.</summary>
    public bool AreHardErrorsDisabled(ulong thread)
    {
        machine.Memory.Read<byte>(thread);
        return _withoutHardErrors.Contains(thread);
    }

    /// <summary>Disables or enables a thread's hard errors.</summary>
    public void DisableHardErrors(ulong thread, bool disable)
    {
        machine.Memory.Read<byte>(thread);
        if (disable)
        {
            _withoutHardErrors.Add(thread);
        }
        else
        {
            _withoutHardErrors.Remove(thread);
        }
    }

    /// <summary>The system affinity of the running thread; 0 when it has none.</summary>
    public ulong Affinity => _affinities.GetValueOrDefault(machine.Scheduler.Current.ThreadObject);

    /// <summary>Sets the system affinity of the running thread; the one before, 0 when it had none.</summary>
    public ulong SetAffinity(ulong affinity)
    {
        var thread = machine.Scheduler.Current.ThreadObject;
        var before = Affinity;
        if (affinity == 0)
        {
            _affinities.Remove(thread);
        }
        else
        {
            _affinities[thread] = affinity;
        }

        return before;
    }

    public void Reset()
    {
        _withoutHardErrors.Clear();
        _affinities.Clear();
    }
}
