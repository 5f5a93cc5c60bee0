namespace Verifier.Kernel;

/// <summary>
/// The bits of an RTL_BITMAP. They are read and written where they lie, so that a range beyond the end damages what is there and a
/// pageable bit map faults at DISPATCH_LEVEL, as in NT.
/// </summary>
internal readonly struct BitRuns(Machine machine, ulong header)
{
    public const uint NotFound = uint.MaxValue;

    private const int BitsPerWord = 32;
    private const ulong BufferOffset = 8;

    public uint Size => machine.Memory.Read<uint>(header);

    public void Initialise(ulong buffer, uint size)
    {
        machine.Memory.Write(header, size);
        machine.Memory.Write(header + BufferOffset, buffer);
    }

    public void SetAll(bool value) => machine.Memory.Fill(Buffer, WordsFor(Size) * sizeof(uint), value ? (byte)0xFF : (byte)0);

    /// <summary>Sets or clears a range, wherever it ends.</summary>
    public void Set(uint start, uint length, bool value)
    {
        for (ulong bit = start, end = (ulong)start + length; bit < end;)
        {
            var shift = (int)(bit % BitsPerWord);
            var count = (int)Math.Min(BitsPerWord - (ulong)shift, end - bit);
            var mask = (uint.MaxValue >> (BitsPerWord - count)) << shift;
            var at = Buffer + (bit / BitsPerWord * sizeof(uint));
            var word = machine.Memory.Read<uint>(at);
            machine.Memory.Write(at, value ? word | mask : word & ~mask);
            bit += (ulong)count;
        }
    }

    public bool Test(uint bit) => (machine.Memory.Read<uint>(Buffer + (bit / BitsPerWord * sizeof(uint))) >> (int)(bit % BitsPerWord) & 1) != 0;

    /// <summary>True if every bit of a range, which must lie inside and not be empty, is of one value.</summary>
    public bool Are(uint start, uint length, bool value)
    {
        if (length == 0 || (ulong)start + length > Size)
        {
            return false;
        }

        var run = NextRun(Words(), Size, start, value);
        return run.Start == start && run.Length >= length;
    }

    public uint Count(bool value)
    {
        var (words, size) = (Words(), Size);
        var count = 0u;
        for (var run = NextRun(words, size, 0, value); run.Length > 0; run = NextRun(words, size, run.Start + run.Length, value))
        {
            count += run.Length;
        }

        return count;
    }

    /// <summary>The start of so many bits of one value: from the hint to the end, then from the start to the hint.</summary>
    public uint Find(uint length, uint hint, bool value)
    {
        var size = Size;
        hint = hint >= size ? 0 : hint;
        if (length == 0)
        {
            const uint wholeBytes = ~7u;
            return hint & wholeBytes;
        }

        var found = FindFrom(length, hint, value);
        return found == NotFound && hint > 0 ? FindFrom(length, 0, value) : found;
    }

    /// <summary>Finds and changes; nothing is changed when nothing is found.</summary>
    public uint FindAndSet(uint length, uint hint, bool value)
    {
        var found = Find(length, hint, !value);
        if (found != NotFound)
        {
            Set(found, length, value);
        }

        return found;
    }

    /// <summary>The first run of clear bits at or after a bit; its length is 0 when there is none.</summary>
    public BitRun NextClear(uint from) => NextRun(Words(), Size, from, value: false);

    /// <summary>The last run of clear bits that ends at or before a bit; its length is 0 when there is none.</summary>
    public BitRun LastClear(uint from)
    {
        var (words, size) = (Words(), Size);
        var end = Math.Min((ulong)from + 1, size);
        var last = default(BitRun);
        for (var run = NextRun(words, size, 0, false); run.Length > 0 && run.Start < end; run = NextRun(words, size, run.Start + run.Length, false))
        {
            last = run with { Length = (uint)Math.Min(run.Length, end - run.Start) };
        }

        return last;
    }

    /// <summary>Runs of clear bits, in their order or the longest first.</summary>
    public List<BitRun> ClearRuns(int most, bool longest)
    {
        var (words, size) = (Words(), Size);
        var runs = new List<BitRun>();
        for (var run = NextRun(words, size, 0, false); run.Length > 0; run = NextRun(words, size, run.Start + run.Length, false))
        {
            runs.Add(run);
        }

        return [.. (longest ? runs.OrderByDescending(r => r.Length) : runs.AsEnumerable()).Take(most)];
    }

    private ulong Buffer => machine.Memory.Read<ulong>(header + BufferOffset);

    private static uint WordsFor(uint bits) => (uint)(((ulong)bits + BitsPerWord - 1) / BitsPerWord);

    private uint[] Words()
    {
        var words = new uint[WordsFor(Size)];
        machine.Memory.CopyFrom(Buffer, System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }

    private uint FindFrom(uint length, uint from, bool value)
    {
        var (words, size) = (Words(), Size);
        for (var run = NextRun(words, size, from, value); run.Length > 0; run = NextRun(words, size, run.Start + run.Length, value))
        {
            if (run.Length >= length)
            {
                return run.Start;
            }
        }

        return NotFound;
    }

    private static BitRun NextRun(uint[] words, uint size, uint from, bool value)
    {
        var start = Next(words, size, from, value);
        return new BitRun(start, Next(words, size, start, !value) - start);
    }

    /// <summary>The first bit of a value at or after another; the size when there is none.</summary>
    private static uint Next(uint[] words, uint size, uint from, bool value)
    {
        for (ulong bit = from; bit < size;)
        {
            var word = (value ? words[bit / BitsPerWord] : ~words[bit / BitsPerWord]) >> (int)(bit % BitsPerWord);
            if (word != 0)
            {
                return (uint)Math.Min(size, bit + (ulong)System.Numerics.BitOperations.TrailingZeroCount(word));
            }

            bit += BitsPerWord - (bit % BitsPerWord);
        }

        return size;
    }
}

/// <summary>Neighbouring bits of one value.</summary>
internal readonly record struct BitRun(uint Start, uint Length);
