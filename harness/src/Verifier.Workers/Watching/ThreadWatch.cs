namespace Verifier.Workers.Watching;

/// <summary>
/// Sees on Linux that a thread was started since the last look, by whatever means and even if it is gone: by its being there, or by the time
/// that it has spent. Threads of the runtime and of the simulation are told by their names, which they keep for as long as the process lives.
/// </summary>
internal sealed class ThreadWatch
{
    private const int Looks = 4;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    // Simulated threads, and what the runtime starts when it sees fit. All cut off after 15 characters, as the system does.
    private static readonly string[] s_usual =
        ["simulated threa", ".NET Tiered Com", ".NET BGC", ".NET SynchManag", ".NET SigHandler", ".NET EventPipe", ".NET Finalizer", ".NET TP Gate"];

    private readonly ThreadClocks _clocks;
    private readonly ThreadLedger _ledger;
    private HashSet<int> _seen = [];

    private ThreadWatch(ThreadClocks clocks)
    {
        _clocks = clocks;
        _ledger = new ThreadLedger(clocks);
        Forget();
    }

    /// <summary>Takes what there is now for usual. Only the calling thread may look; null where the system does not say enough.</summary>
    public static ThreadWatch? FromThisThread() => ThreadClocks.ForThisThread() is { } clocks ? new ThreadWatch(clocks) : null;

    /// <summary>Takes what there is now for usual.</summary>
    public void Forget()
    {
        _seen = [.. OsThreads.Names().Keys];
        _ledger.Open(Others());
    }

    /// <summary>True if a thread was started since the last look that does not belong to the harness.</summary>
    public bool HasStranger()
    {
        if ((OsThreads.Count() ?? _seen.Count) == _seen.Count && _ledger.Balances())
        {
            return false;
        }

        return StrangerIsThere() || (_ledger.Admit(Others()) && !_ledger.Balances());
    }

    // A thread gets its name a moment after it was started: only one that keeps a strange name is the driver's.
    private bool StrangerIsThere()
    {
        for (var look = 0; look < Looks; look++)
        {
            var names = OsThreads.Names();
            if (names.All(thread => _seen.Contains(thread.Key) || s_usual.Contains(thread.Value)))
            {
                _seen = [.. names.Keys];
                return false;
            }

            Thread.Sleep(BetweenLooks);
        }

        return true;
    }

    private List<int> Others() => [.. _seen.Where(thread => thread != _clocks.Me)];
}
