namespace Verifier.Kernel;

/// <summary>Memory functions of the C runtime. Any IRQL that the memory allows.</summary>
internal static class CrtMemoryDdis
{
    /// <summary>Copies between ranges that do not overlap (0xC4/0xF0); the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer memcpy(Machine machine, Pointer destination, Pointer source, ulong count)
    {
        MemoryRoutines.Copy(machine, destination, source, count, nameof(memcpy));
        return destination;
    }

    /// <summary>Copies between ranges that may overlap; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer memmove(Machine machine, Pointer destination, Pointer source, ulong count)
    {
        machine.Memory.Move(destination, source, count);
        return destination;
    }

    /// <summary>Fills with a byte; the destination.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer memset(Machine machine, Pointer destination, int value, ulong count)
    {
        machine.Memory.Fill(destination, count, (byte)value);
        return destination;
    }

    /// <summary>Negative, zero or positive as the first range is less, equal or greater.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static int memcmp(Machine machine, Pointer first, Pointer second, ulong count)
    {
        var equal = MemoryRoutines.Compare(machine, first, second, count);
        return equal == count ? 0 : first.Read<byte>((long)equal) - second.Read<byte>((long)equal);
    }

    /// <summary>The address of the first such byte; NULL when there is none.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer memchr(Machine machine, Pointer buffer, int value, ulong count)
    {
        for (ulong i = 0; i < count; i++)
        {
            if (buffer.Read<byte>((long)i) == (byte)value)
            {
                return buffer + (long)i;
            }
        }

        return Pointer.Null;
    }
}
