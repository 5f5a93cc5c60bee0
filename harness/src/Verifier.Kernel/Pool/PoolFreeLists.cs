using System.Numerics;

namespace Verifier.Kernel;

/// <summary>
/// The free blocks of one pool: a doubly linked list for each size, last freed first, heads in the kernel's data and links in the blocks
/// themselves, where a driver that writes to freed memory hits them. Links are checked before they are followed.
/// </summary>
internal sealed class PoolFreeLists(PoolGeometry geometry, PoolPages pages, PoolCorruption corruption)
{
    private readonly ulong[] _hasBlocks = new ulong[(PoolDescriptor.MostUnits / 64) + 1];
    private ulong _heads;

    /// <summary>Empties all lists. The heads need no initialisation: one is set up when its list gets its first block.</summary>
    public void Reset(ulong heads)
    {
        _heads = heads;
        _hasBlocks.AsSpan().Clear();
    }

    /// <summary>Takes in where the lists begin; the links are in the blocks.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add<ulong>(_hasBlocks);
        hash.Add(geometry.Bytes(_heads, PoolDescriptor.HeadBytes));
    }

    /// <summary>The smallest size with a free block of at least so many units; 0 when there is none.</summary>
    public int FindAtLeast(int units)
    {
        var index = units >> 6;
        var word = _hasBlocks[index] & (ulong.MaxValue << (units & 63));
        while (word == 0)
        {
            if (++index == _hasBlocks.Length)
            {
                return 0;
            }

            word = _hasBlocks[index];
        }

        return (index << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Takes the block that was freed last off the list of a size that has some.</summary>
    public ulong RemoveFirst(int units)
    {
        var head = Head(units);
        var links = geometry.ReadPointer(head);
        if (!IsLink(links))
        {
            throw corruption.Links(head, links, geometry.ReadPointer(head + (ulong)geometry.PointerBytes));
        }

        var entry = links - (ulong)geometry.HeaderBytes;
        Remove(entry, units);
        return entry;
    }

    /// <summary>Puts a free block of at least two units in front of its list.</summary>
    public void Insert(ulong entry, int units)
    {
        var head = Head(units);
        var links = entry + (ulong)geometry.HeaderBytes;
        var first = head;
        if ((_hasBlocks[units >> 6] >> (units & 63) & 1) != 0)
        {
            first = geometry.ReadPointer(head);
            if (!IsLink(first) || Blink(first) != head)
            {
                throw corruption.Links(first - (ulong)geometry.HeaderBytes, first, head);
            }
        }
        else
        {
            _hasBlocks[units >> 6] |= 1UL << (units & 63);
        }

        Set(links, first, head);
        geometry.WritePointer(first + (ulong)geometry.PointerBytes, links);
        geometry.WritePointer(head, links);
    }

    /// <summary>Takes a free block off its list.</summary>
    public void Remove(ulong entry, int units)
    {
        var head = Head(units);
        var links = entry + (ulong)geometry.HeaderBytes;
        var flink = geometry.ReadPointer(links);
        var blink = Blink(links);
        var isSound = (flink == head || IsLink(flink)) && (blink == head || IsLink(blink)) && Blink(flink) == links
            && geometry.ReadPointer(blink) == links;
        if (!isSound)
        {
            throw corruption.Links(entry, flink, blink);
        }

        geometry.WritePointer(blink, flink);
        geometry.WritePointer(flink + (ulong)geometry.PointerBytes, blink);
        if (flink == blink && flink == head)
        {
            _hasBlocks[units >> 6] &= ~(1UL << (units & 63));
        }
    }

    private ulong Head(int units) => _heads + (ulong)(units * geometry.LinkBytes);

    private ulong Blink(ulong links) => geometry.ReadPointer(links + (ulong)geometry.PointerBytes);

    private void Set(ulong links, ulong flink, ulong blink)
    {
        geometry.WritePointer(links, flink);
        geometry.WritePointer(links + (ulong)geometry.PointerBytes, blink);
    }

    /// <summary>True if the address is where links could be, so that following it stays within the pool's memory.</summary>
    private bool IsLink(ulong address) => address - pages.Start < pages.UsedBytes;
}
