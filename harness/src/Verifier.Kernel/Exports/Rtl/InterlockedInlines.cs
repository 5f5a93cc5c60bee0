namespace Verifier.Kernel;

/// <content>
/// Macros and inline functions of the headers: interlocked operations, intrinsics of the compiler. Any IRQL the memory allows.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>Adds one; the new value.</summary>
    public int InterlockedIncrement(Pointer addend) => InterlockedExchangeAdd(addend, 1) + 1;

    /// <summary>Subtracts one; the new value.</summary>
    public int InterlockedDecrement(Pointer addend) => InterlockedExchangeAdd(addend, -1) - 1;

    /// <summary>Adds; the value before.</summary>
    public int InterlockedExchangeAdd(Pointer addend, int value)
    {
        var before = addend.Read<int>();
        addend.Write(0, unchecked(before + value));
        return before;
    }

    /// <summary>Stores; the value before.</summary>
    public int InterlockedExchange(Pointer target, int value)
    {
        var before = target.Read<int>();
        target.Write(0, value);
        return before;
    }

    /// <summary>Stores if the value is <paramref name="comparand"/>; the value before.</summary>
    public int InterlockedCompareExchange(Pointer destination, int exchange, int comparand)
    {
        var before = destination.Read<int>();
        if (before == comparand)
        {
            destination.Write(0, exchange);
        }

        return before;
    }

    /// <summary>Ors; the value before.</summary>
    public int InterlockedOr(Pointer destination, int value)
    {
        var before = destination.Read<int>();
        destination.Write(0, before | value);
        return before;
    }

    /// <summary>Ands; the value before.</summary>
    public int InterlockedAnd(Pointer destination, int value)
    {
        var before = destination.Read<int>();
        destination.Write(0, before & value);
        return before;
    }

    /// <summary>Adds one to 64 bits; the new value.</summary>
    public long InterlockedIncrement64(Pointer addend) => InterlockedExchangeAdd64(addend, 1) + 1;

    /// <summary>Subtracts one from 64 bits; the new value.</summary>
    public long InterlockedDecrement64(Pointer addend) => InterlockedExchangeAdd64(addend, -1) - 1;

    /// <summary>Adds to 64 bits; the value before.</summary>
    public long InterlockedExchangeAdd64(Pointer addend, long value)
    {
        var before = addend.Read<long>();
        addend.Write(0, unchecked(before + value));
        return before;
    }

    /// <summary>Stores a pointer; the one before.</summary>
    public Pointer InterlockedExchangePointer(Pointer target, Pointer value)
    {
        var before = target.ReadPointer();
        target.WritePointer(0, value);
        return before;
    }

    /// <summary>Stores a pointer if the present one is <paramref name="comparand"/>; the one before.</summary>
    public Pointer InterlockedCompareExchangePointer(Pointer destination, Pointer exchange, Pointer comparand)
    {
        var before = destination.ReadPointer();
        if (before == comparand)
        {
            destination.WritePointer(0, exchange);
        }

        return before;
    }
}
