namespace Verifier.Kernel;

/// <summary>ProbeForRead and ProbeForWrite: check that a range that an application gave is really the application's.</summary>
internal static class Probe
{
    /// <summary>The range only: no byte is touched.</summary>
    public static void ForRead(ulong address, ulong length, ulong alignment) =>
        Check(address, length, alignment, MemoryAccess.Read);

    /// <summary>The range, and that each page of it can be written now.</summary>
    public static void ForWrite(Machine machine, ulong address, ulong length, ulong alignment)
    {
        Check(address, length, alignment, MemoryAccess.Write);
        machine.Memory.Touch(address, length, MemoryAccess.Write);
    }

    private static void Check(ulong address, ulong length, ulong alignment, MemoryAccess access)
    {
        if (length == 0)
        {
            return;
        }

        if (alignment > 1 && address % alignment != 0)
        {
            throw new KernelException(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT);
        }

        if (!UserMemory.IsUserRange(address, length))
        {
            throw new AccessViolationRaised(address, access);
        }
    }
}
