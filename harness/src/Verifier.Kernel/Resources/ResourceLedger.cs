namespace Verifier.Kernel;

/// <summary>
/// The resources that drivers hold, besides pool blocks (the pool keeps those itself): acquired and released by the routines that hand them
/// out. The census after DriverEntry's failure, REMOVE and Unload reads it.
/// </summary>
internal sealed class ResourceLedger
{
    private readonly Machine _machine;

    // By kind: most releases are of a kind of which nothing is held, and need no search then.
    private readonly Dictionary<ulong, Resource>[] _held = new Dictionary<ulong, Resource>[Enum.GetValues<ResourceKind>().Length];

    public ResourceLedger(Machine machine)
    {
        _machine = machine;
        for (var kind = 0; kind < _held.Length; kind++)
        {
            _held[kind] = [];
        }
    }

    /// <summary>The workload's operation that the running thread works for.</summary>
    public required Func<int> ActivityNow { get; init; }

    /// <summary>The calling driver got something. Nothing is noted when the kernel acts for itself.</summary>
    public void Acquired(ResourceKind kind, ulong key, ulong bytes = 0, PoolTag tag = default)
    {
        if (_machine.Caller is { IsKernel: false } owner)
        {
            _held[(int)kind][key] = new Resource(kind, key, owner, bytes, tag, _machine.Call.Number, _machine.CurrentDdi);
        }
    }

    /// <summary>A routine of a driver got something without having called for it: an IRP to keep.</summary>
    public void AcquiredFor(DriverImage owner, ulong routine, ResourceKind kind, ulong key) =>
        _held[(int)kind][key] = new Resource(kind, key, owner, 0, default, _machine.Call.Number, _machine.CurrentDdi)
        {
            GivenTo = routine,
            Activity = ActivityNow(),
        };

    /// <summary>It was given back; false if it was not held.</summary>
    public bool Released(ResourceKind kind, ulong key) => _held[(int)kind] is { Count: > 0 } held && held.Remove(key);

    /// <summary>The memory of something that is still held is gone, which has been reported.</summary>
    public void NoteReported(ResourceKind kind, ulong key)
    {
        if (_held[(int)kind].TryGetValue(key, out var resource))
        {
            _held[(int)kind][key] = resource with { IsReported = true };
        }
    }

    /// <summary>Changes the key of a resource that is still held: its first key is about to be used again.</summary>
    public void Rename(ResourceKind kind, ulong key, ulong newKey)
    {
        if (_held[(int)kind].Remove(key, out var resource))
        {
            _held[(int)kind][newKey] = resource with { Key = newKey };
        }
    }

    /// <summary>The entry of a resource that is held, with its owner; null if it is not held.</summary>
    public Resource? Find(ResourceKind kind, ulong key) => _held[(int)kind].TryGetValue(key, out var resource) ? resource : null;

    /// <summary>All that a driver holds, oldest first.</summary>
    public IReadOnlyList<Resource> HeldBy(DriverImage owner)
    {
        var found = new List<Resource>();
        foreach (var held in _held)
        {
            if (held.Count > 0)
            {
                found.AddRange(held.Values.Where(r => r.Owner == owner));
            }
        }

        // By call, kind and key: nothing depends on the order in which a dictionary happens to keep things (ARCHITECTURE.md D4).
        found.Sort((a, b) => (a.CallNumber, a.Kind, a.Key).CompareTo((b.CallNumber, b.Kind, b.Key)));
        return found;
    }

    /// <summary>
    /// The number of resources that a driver holds, and their bytes together; map registers and scatter/gather lists count without bytes.
    /// </summary>
    public (int Count, ulong Bytes) WeightOf(DriverImage owner)
    {
        var (count, bytes) = (0, 0UL);
        foreach (var held in _held)
        {
            foreach (var resource in held.Values)
            {
                (count, bytes) = resource.Owner == owner ? (count + 1, bytes + (resource.Kind is ResourceKind.MapRegisters or ResourceKind.ScatterGatherList ? 0 : resource.Bytes)) : (count, bytes);
            }
        }

        return (count, bytes);
    }

    public void Reset()
    {
        foreach (var held in _held)
        {
            if (held.Count > 0)
            {
                held.Clear();
            }
        }
    }
}
