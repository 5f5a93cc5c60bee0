using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>The operations of a workload as they begin, and which of them the running thread works for.</summary>
internal sealed class OperationLog(Scheduler scheduler)
{
    private readonly List<(string Name, OperationId Id)> _operations = [];

    /// <summary>
    /// Index of the operation that the running thread works for; of the latest one for a thread of the system; -1 before the first.
    /// </summary>
    public int Index => scheduler.Current.Activity is >= 0 and var activity ? activity : _operations.Count - 1;

    /// <summary>Its name; empty outside of one.</summary>
    public string Name => Index >= 0 ? _operations[Index].Name : string.Empty;

    /// <summary>Its identity in the script; null outside of an operation.</summary>
    public OperationId? Id => Index >= 0 ? _operations[Index].Id : null;

    /// <summary>The next operation begins.</summary>
    public void Begin(string name, OperationId id) => _operations.Add((name, id));

    /// <summary>True if an operation of this name has begun.</summary>
    public bool HasBegun(string name) => _operations.Exists(o => o.Name == name);
}
