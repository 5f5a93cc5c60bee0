namespace Verifier.Workers.Supervising;

/// <summary>
/// Lets runs of several jobs go on at one time, or one run with no other beside it. A run that was lost is done again alone: what was lost because
/// the machine was busy is not lost a second time. A job that waits to be alone goes before those that come later.
/// </summary>
internal sealed class AloneGate
{
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(100);

    private readonly object _changed = new();
    private int _together;
    private int _waiting;
    private bool _isAlone;

    /// <summary>Executes an action beside other jobs, or with no other job beside it.</summary>
    /// <param name="isAlone">True to execute it with no other job.</param>
    /// <param name="action">The action.</param>
    /// <param name="stop">Ends the wait for it.</param>
    /// <exception cref="OperationCanceledException">It was stopped before it began.</exception>
    public T Run<T>(bool isAlone, Func<T> action, CancellationToken stop)
    {
        Enter(isAlone, stop);
        try
        {
            return action();
        }
        finally
        {
            Leave(isAlone);
        }
    }

    private void Enter(bool isAlone, CancellationToken stop)
    {
        lock (_changed)
        {
            _waiting += isAlone ? 1 : 0;
            try
            {
                while (_isAlone || (isAlone ? _together > 0 : _waiting > 0))
                {
                    Monitor.Wait(_changed, s_glance);
                    stop.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                _waiting -= isAlone ? 1 : 0;
            }

            _isAlone = isAlone;
            _together += isAlone ? 0 : 1;
        }
    }

    private void Leave(bool isAlone)
    {
        lock (_changed)
        {
            _isAlone = false;
            _together -= isAlone ? 0 : 1;
            Monitor.PulseAll(_changed);
        }
    }
}
