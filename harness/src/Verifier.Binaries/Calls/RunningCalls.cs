using Verifier.Kernel;

namespace Verifier.Binaries.Calls;

/// <summary>The calls of compiled code that are under way on the threads of a machine.</summary>
internal sealed class RunningCalls(Machine machine)
{
    private Invocation?[] _innermost = new Invocation?[64];

    /// <summary>The innermost call of compiled code on the running thread; null when there is none.</summary>
    public Invocation? Innermost
    {
        get => machine.Scheduler.Current.Id is var id && id < _innermost.Length ? _innermost[id] : null;
        set
        {
            var id = machine.Scheduler.Current.Id;
            if (id >= _innermost.Length)
            {
                Array.Resize(ref _innermost, Math.Max(id + 1, 2 * _innermost.Length));
            }

            _innermost[id] = value;
        }
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => Array.Clear(_innermost);
}
