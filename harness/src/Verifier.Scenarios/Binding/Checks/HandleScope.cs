using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>
/// The handles that are open at a point of the workload. A simulated thread has a scope of its own inside the workload's.
/// </summary>
/// <param name="outer">The scope around it; null for the workload's.</param>
internal sealed class HandleScope(HandleScope? outer)
{
    private readonly Dictionary<string, Operation> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    /// <summary>The names in use, for "did you mean".</summary>
    public IReadOnlyCollection<string> Names => [.. _open.Keys, .. outer?.Names ?? []];

    /// <summary>The operation that opened a handle which is still open; null if none is.</summary>
    public OpenOperation? FirstOpen => _open.Values.OfType<OpenOperation>().FirstOrDefault() ?? outer?.FirstOpen;

    /// <summary>Opens a handle.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operation">The operation that opens it.</param>
    /// <returns>False if the name is in use.</returns>
    public bool TryAdd(string name, Operation operation) => Find(name) is null && _open.TryAdd(name, operation);

    /// <summary>The operation that opened a handle.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The operation; null if the handle is not open.</returns>
    public Operation? Find(string name) => _open.GetValueOrDefault(name) ?? outer?.Find(name);

    /// <summary>Closes a handle.</summary>
    /// <param name="name">Its name; need not be open.</param>
    public void Remove(string name)
    {
        if (!_open.Remove(name))
        {
            outer?.Remove(name);
        }

        _closed.Add(name);
    }

    /// <summary>True if the handle was open and is not any more.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>True if it was.</returns>
    public bool WasClosed(string name) => _closed.Contains(name) || (outer?.WasClosed(name) ?? false);
}
