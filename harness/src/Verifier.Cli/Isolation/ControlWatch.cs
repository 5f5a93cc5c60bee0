namespace Verifier.Cli.Isolation;

/// <summary>
/// Looks after each run whether the driver has done what a run cannot be repeated with: started threads, used the thread pool or a timer
/// behind the harness's back, or used up the worker's memory. Nothing of the harness does any of it in a worker: simulated threads are the
/// kernel's own and have a name. A thread is seen by the execution context that it takes over from whoever started it, even when it is gone
/// before the run is, and on Linux by its being there. Not seen: one that was started without its context (<see cref="Thread.UnsafeStart()"/>,
/// <see cref="ExecutionContext.SuppressFlow"/>, native code) and is gone before the run is.
/// </summary>
internal sealed class ControlWatch : IDisposable
{
    private const int Looks = 4;
    private const string BatonName = "simulated thread";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    // Simulated threads, and what the runtime starts when it sees fit. All cut off after 15 characters, as the system does.
    private static readonly string[] s_known =
        ["simulated threa", ".NET Tiered Com", ".NET BGC", ".NET SynchManag", ".NET SigHandler", ".NET EventPipe", ".NET Finalizer", ".NET TP Gate"];

    private readonly HashSet<string> _seen = [];
    private readonly AsyncLocal<bool> _flow;
    private volatile string? _started;
    private int _threads;
    private long _poolItems;
    private long _timers;
    private volatile bool _isOutOfMemory;

    /// <summary>Takes what there is now for usual.</summary>
    public ControlWatch()
    {
        _flow = new AsyncLocal<bool>(NoteFlow);
        AppDomain.CurrentDomain.FirstChanceException += NoteMemory;
        Forget();
    }

    /// <summary>Takes what there is now for usual: what loading models has done is not the run's.</summary>
    public void Forget()
    {
        _isOutOfMemory = false;
        _threads = OsThreads.Count() ?? 0;
        if (_threads > 0)
        {
            _seen.UnionWith(OsThreads.Names().Keys);
        }

        _poolItems = PoolItems;
        _timers = Timer.ActiveCount;
    }

    /// <summary>From now on whatever the calling thread, and what it starts, begins elsewhere is noted.</summary>
    public void Follow() => _flow.Value = true;

    /// <summary>What the driver did since the last look, in the words of <see cref="LossOfControl"/>; null if nothing.</summary>
    public string? Look()
    {
        if (_isOutOfMemory)
        {
            return LossOfControl.Memory;
        }

        if (_started is { } started)
        {
            return started;
        }

        if (PoolItems != _poolItems || Timer.ActiveCount > _timers)
        {
            return Timer.ActiveCount > _timers ? LossOfControl.Timer : LossOfControl.ThreadPool;
        }

        return OsThreads.Count() is { } threads && threads != _threads && HasStranger(threads) ? LossOfControl.Thread : null;
    }

    /// <inheritdoc/>
    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= NoteMemory;

    private static long PoolItems => ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount;

    // A thread gets its name a moment after it was started: only one that keeps a strange name is the driver's.
    private bool HasStranger(int threads)
    {
        for (var look = 0; look < Looks; look++)
        {
            var names = OsThreads.Names();
            if (!names.Any(thread => !_seen.Contains(thread.Key) && !s_known.Contains(thread.Value)))
            {
                _threads = threads;
                _seen.UnionWith(names.Keys);
                return false;
            }

            Thread.Sleep(BetweenLooks);
        }

        return true;
    }

    // Called on a thread that begins with another's context, before anything else of it.
    private void NoteFlow(AsyncLocalValueChangedArgs<bool> change)
    {
        if (change is { ThreadContextChanged: true, CurrentValue: true } && Thread.CurrentThread.Name != BatonName)
        {
            _started = Thread.CurrentThread.IsThreadPoolThread ? LossOfControl.ThreadPool : LossOfControl.Thread;
        }
    }

    private void NoteMemory(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e) =>
        _isOutOfMemory |= e.Exception is OutOfMemoryException and not InsufficientMemoryException;
}
