namespace Verifier.Workers.Watching;

/// <summary>
/// Looks after each run whether the driver has done what a run cannot be repeated with: started threads, used the thread pool or a timer
/// behind the harness's back, or used up the worker's memory. Nothing of the harness does any of it in a worker: simulated threads are the
/// kernel's own and have a name. Threads are seen by <see cref="ThreadWatch"/> where it can be had, and everywhere by the execution context
/// that one takes over from whoever started it.
/// </summary>
internal sealed class ControlWatch : IDisposable
{
    private const string BatonName = "simulated thread";

    private readonly AsyncLocal<bool> _flow;
    private volatile string? _started;
    private ThreadWatch? _threads;
    private long _poolItems;
    private long _timers;
    private volatile bool _isOutOfMemory;

    /// <summary>Sees nothing yet but memory.</summary>
    public ControlWatch()
    {
        _flow = new AsyncLocal<bool>(NoteFlow);
        AppDomain.CurrentDomain.FirstChanceException += NoteMemory;
    }

    /// <summary>From now on whatever the calling thread begins elsewhere, and what that begins, is noted. It alone may look.</summary>
    public void Follow()
    {
        _flow.Value = true;
        _threads = ThreadWatch.FromThisThread();
        Forget();
    }

    /// <summary>Takes what there is now for usual: what loading models has done is not the run's.</summary>
    public void Forget()
    {
        _isOutOfMemory = false;
        _started = null;
        _threads?.Forget();
        _poolItems = PoolItems;
        _timers = Timer.ActiveCount;
    }

    /// <summary>The driver's acts since the last look, in the words of <see cref="LossOfControl"/>; null if there were none.</summary>
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

        return _threads?.HasStranger() == true ? LossOfControl.Thread : null;
    }

    /// <inheritdoc/>
    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= NoteMemory;

    private static long PoolItems => ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount;

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
