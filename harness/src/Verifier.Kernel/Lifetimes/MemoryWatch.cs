namespace Verifier.Kernel;

/// <summary>
/// Counts the objects that the kernel knows, by the 256 bytes of drivers' memory in which they begin. Every free looks here, and finds
/// nearly always that there is none: only the others need a search.
/// </summary>
internal sealed class MemoryWatch
{
    private const int Shift = 8;

    // 0: no object in this run; otherwise one more than the objects there are, as far as a byte counts.
    private const byte None = 1;

    private readonly byte[] _objects = new byte[HostRegion.Bytes >> Shift];
    private readonly List<int> _touched = [];

    /// <summary>The kernel knows an object at an address from now on. Addresses outside of the machine's memory are left out.</summary>
    public void Add(ulong address)
    {
        if (!TryFind(address, out var granule))
        {
            return;
        }

        if (_objects[granule] == 0)
        {
            _touched.Add(granule);
            _objects[granule] = None;
        }

        if (_objects[granule] < byte.MaxValue)
        {
            _objects[granule]++;
        }
    }

    /// <summary>Ends one <see cref="Add"/> of the same address.</summary>
    public void Remove(ulong address)
    {
        // Too many to count stay too many.
        if (TryFind(address, out var granule) && _objects[granule] is > None and < byte.MaxValue)
        {
            _objects[granule]--;
        }
    }

    /// <summary>True if an object may begin in this range. False is certain.</summary>
    public bool MayHold(ulong address, ulong bytes)
    {
        if (bytes == 0 || !TryFind(address, out var first))
        {
            return false;
        }

        var last = TryFind(address + bytes - 1, out var found) ? found : _objects.Length - 1;
        return _objects.AsSpan(first, last - first + 1).ContainsAnyExceptInRange((byte)0, None);
    }

    public void Reset()
    {
        foreach (var granule in _touched)
        {
            _objects[granule] = 0;
        }

        _touched.Clear();
    }

    private static bool TryFind(ulong address, out int granule)
    {
        var offset = address - RegionLayout.VirtualBase;
        granule = (int)(offset >> Shift);
        return offset < HostRegion.Bytes;
    }
}
