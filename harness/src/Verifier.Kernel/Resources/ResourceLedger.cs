namespace Verifier.Kernel;

/// <summary>
/// What drivers hold, besides pool blocks (the pool keeps those itself): acquired and released by the routines that hand things out.
/// The census after DriverEntry's failure, REMOVE and Unload reads it.
/// </summary>
internal sealed class ResourceLedger(Machine machine)
{
    private readonly Dictionary<(ResourceKind Kind, ulong Key), Resource> _held = [];

    /// <summary>The calling driver got something. Nothing is noted when the kernel acts for itself.</summary>
    public void Acquired(ResourceKind kind, ulong key, ulong bytes = 0, PoolTag tag = default)
    {
        if (machine.Caller is { IsKernel: false } owner)
        {
            _held[(kind, key)] = new Resource(kind, key, owner, bytes, tag, machine.Gate.Calls, machine.CurrentDdi);
        }
    }

    /// <summary>A driver got something without having called for it: an IRP to keep.</summary>
    public void AcquiredFor(DriverImage owner, ResourceKind kind, ulong key) =>
        _held[(kind, key)] = new Resource(kind, key, owner, 0, default, machine.Gate.Calls, machine.CurrentDdi);

    /// <summary>It was given back; false when nobody held it.</summary>
    public bool Released(ResourceKind kind, ulong key) => _held.Remove((kind, key));

    /// <summary>What names a resource that is still held changes: its first name is about to be used again.</summary>
    public void Rename(ResourceKind kind, ulong key, ulong newKey)
    {
        if (_held.Remove((kind, key), out var resource))
        {
            _held[(kind, newKey)] = resource with { Key = newKey };
        }
    }

    /// <summary>Who holds it; null when nobody does.</summary>
    public Resource? Find(ResourceKind kind, ulong key) => _held.GetValueOrDefault((kind, key));

    /// <summary>All that a driver holds, oldest first.</summary>
    public IReadOnlyList<Resource> HeldBy(DriverImage owner) =>
        [.. _held.Values.Where(r => r.Owner == owner).OrderBy(r => r.CallNumber).ThenBy(r => r.Kind).ThenBy(r => r.Key)];

    public void Reset() => _held.Clear();
}
