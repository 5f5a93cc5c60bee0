using System.Numerics;

namespace Verifier.Kernel;

/// <summary>
/// Equal slots (pages, page table entries, map registers) of which contiguous runs are handed out, first fit: so they fragment, as the
/// real ones do.
/// </summary>
internal sealed class RunAllocator(int capacity)
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _taken = new ulong[(capacity + BitsPerWord - 1) / BitsPerWord];

    /// <summary>Slots in all.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Slots that are handed out.</summary>
    public int Used { get; private set; }

    public bool IsTaken(int slot) => (_taken[slot / BitsPerWord] >> (slot % BitsPerWord) & 1) != 0;

    /// <summary>
    /// The first free run of <paramref name="count"/> slots in [<paramref name="from"/>, <paramref name="end"/>) that does not cross a
    /// multiple of <paramref name="boundary"/> (0: any); -1 when there is none.
    /// </summary>
    public int Find(int count, int from, int end, long boundary = 0)
    {
        end = Math.Min(end, Capacity);
        var at = NextFree(from);
        while (count > 0 && at <= end - count)
        {
            var blocked = NextTaken(at, at + count);
            if (blocked < at + count)
            {
                at = NextFree(blocked);
            }
            else if (boundary != 0 && at / boundary != (at + count - 1) / boundary)
            {
                at = NextFree((int)Math.Min(((at / boundary) + 1) * boundary, Capacity));
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The first free slot at or after one; <see cref="Capacity"/> when there is none.</summary>
    public int NextFree(int slot) => Next(slot, Capacity, ulong.MaxValue);

    public void Take(int first, int count)
    {
        Used += count;
        for (var slot = first; slot < first + count; slot++)
        {
            _taken[slot / BitsPerWord] |= 1UL << (slot % BitsPerWord);
        }
    }

    public void Return(int first, int count)
    {
        Used -= count;
        for (var slot = first; slot < first + count; slot++)
        {
            _taken[slot / BitsPerWord] &= ~(1UL << (slot % BitsPerWord));
        }
    }

    public void Reset()
    {
        Used = 0;
        Array.Clear(_taken);
    }

    private int NextTaken(int slot, int end) => Next(slot, end, 0);

    // The first slot whose bit, flipped by the mask, is set: taken ones with mask 0, free ones with all bits.
    private int Next(int slot, int end, ulong flip)
    {
        while (slot < end)
        {
            var word = (_taken[slot / BitsPerWord] ^ flip) >> (slot % BitsPerWord);
            if (word != 0)
            {
                return Math.Min(end, slot + BitOperations.TrailingZeroCount(word));
            }

            slot = ((slot / BitsPerWord) + 1) * BitsPerWord;
        }

        return end;
    }
}
