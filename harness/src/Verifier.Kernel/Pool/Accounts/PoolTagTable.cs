namespace Verifier.Kernel;

/// <summary>Use of the pools by tag, always on: a hash table that allocates nothing once it has grown.</summary>
internal sealed class PoolTagTable
{
    private const int PagedBit = 1;

    private Line[] _lines = new Line[64];
    private int[] _buckets = new int[128];
    private int _count;
    private int _last;

    /// <summary>Counts a block in; the slot counts it out again.</summary>
    public int Allocated(PoolTag tag, bool isPaged, ulong bytes)
    {
        var key = ((ulong)tag.Value << PagedBit) | (isPaged ? 1UL : 0);
        var slot = _last;
        if (_lines[slot].Key != key || slot == 0)
        {
            slot = Find(key);
            _last = slot;
        }

        ref var line = ref _lines[slot];
        line.Allocs++;
        line.Bytes += (long)bytes;
        return slot;
    }

    /// <summary>Counts a block out.</summary>
    public void Freed(int slot, ulong bytes)
    {
        ref var line = ref _lines[slot];
        line.Frees++;
        line.Bytes -= (long)bytes;
    }

    /// <summary>The number of times that a tag was used.</summary>
    public long Uses(PoolTag tag, bool isPaged) => SlotOf(tag, isPaged) is var slot and not 0 ? _lines[slot].Allocs : 0;

    /// <summary>Counts so many blocks in and out again.</summary>
    public void Count(PoolTag tag, bool isPaged, long blocks)
    {
        if (blocks > 0)
        {
            ref var line = ref _lines[SlotOf(tag, isPaged)];
            line.Allocs += blocks;
            line.Frees += blocks;
        }
    }

    /// <summary>All lines, by the order in which their tags first appeared.</summary>
    public IReadOnlyList<PoolTagUsage> ToList()
    {
        var list = new List<PoolTagUsage>(_count);
        for (var slot = 1; slot <= _count; slot++)
        {
            var line = _lines[slot];
            var tag = new PoolTag((uint)(line.Key >> PagedBit));
            list.Add(new PoolTagUsage(tag, (line.Key & PagedBit) != 0, line.Allocs, line.Frees, line.Bytes));
        }

        return list;
    }

    public void Reset()
    {
        _lines.AsSpan(0, _count + 1).Clear();
        _buckets.AsSpan().Clear();
        _count = 0;
        _last = 0;
    }

    // 0: it has none.
    private int SlotOf(PoolTag tag, bool isPaged)
    {
        var key = ((ulong)tag.Value << PagedBit) | (isPaged ? 1UL : 0);
        for (var slot = 1; slot <= _count; slot++)
        {
            if (_lines[slot].Key == key)
            {
                return slot;
            }
        }

        return 0;
    }

    private int Find(ulong key)
    {
        var bucket = Bucket(key);
        while (_buckets[bucket] != 0)
        {
            if (_lines[_buckets[bucket]].Key == key)
            {
                return _buckets[bucket];
            }

            bucket = (bucket + 1) & (_buckets.Length - 1);
        }

        if (_count + 2 > _lines.Length)
        {
            Grow();
            return Find(key);
        }

        _buckets[bucket] = ++_count;
        _lines[_count].Key = key;
        return _count;
    }

    private int Bucket(ulong key) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> 40) & (_buckets.Length - 1);

    private void Grow()
    {
        Array.Resize(ref _lines, 2 * _lines.Length);
        _buckets = new int[2 * _buckets.Length];
        for (var slot = 1; slot <= _count; slot++)
        {
            var bucket = Bucket(_lines[slot].Key);
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & (_buckets.Length - 1);
            }

            _buckets[bucket] = slot;
        }
    }

    private struct Line
    {
        public ulong Key;
        public long Allocs;
        public long Frees;
        public long Bytes;
    }
}
