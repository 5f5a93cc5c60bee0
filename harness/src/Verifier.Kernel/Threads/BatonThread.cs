#pragma warning disable RS0030 // the one place that owns host threads: a model that blocks needs a stack of its own (ARCHITECTURE.md D9)
namespace Verifier.Kernel;

/// <summary>
/// A host thread that plays simulated threads, one at a time, only while it holds the baton. Reused from thread to thread and from run
/// to run. The hand-over is the only synchronisation in the kernel; everything else runs strictly alone.
/// </summary>
internal sealed class BatonThread : IDisposable
{
    private const int StackBytes = 1 << 20;

    private readonly SemaphoreSlim _baton = new(0);
    private readonly Thread? _thread;
    private Action? _work;
    private bool _ends;

    private BatonThread(bool hasThread)
    {
        if (hasThread)
        {
            _thread = new Thread(Loop, StackBytes) { IsBackground = true, Name = "simulated thread" };
            _thread.Start();
        }
    }

    /// <summary>A new host thread, waiting for work.</summary>
    public static BatonThread Start() => new(hasThread: true);

    /// <summary>The thread that runs the scenario: it exists already.</summary>
    public static BatonThread ForCaller() => new(hasThread: false);

    /// <summary>Work to begin with when the baton comes.</summary>
    public void Assign(Action work) => _work = work;

    /// <summary>Hands the baton to this thread.</summary>
    public void Pass() => _baton.Release();

    /// <summary>Waits for the baton; called by this thread only.</summary>
    public void Await() => _baton.Wait();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_thread is not null)
        {
            _ends = true;
            _baton.Release();
            _thread.Join();
        }

        _baton.Dispose();
    }

    private void Loop()
    {
        while (true)
        {
            _baton.Wait();
            if (_ends)
            {
                return;
            }

            var work = _work;
            _work = null;
            work?.Invoke();
        }
    }
}
