namespace Verifier.Kernel;

/// <summary>
/// Rtl memory routines. They run in the driver's context: a bad pointer faults as the driver's own code
/// (harness/docs/ARCHITECTURE.md#compiled-drivers).
/// </summary>
internal static class MemoryRoutines
{
    /// <summary>RtlCopyMemory and memcpy: the ranges must not overlap (0xC4/0xF0).</summary>
    public static void Copy(Machine machine, ulong destination, ulong source, ulong length, string name = "RtlCopyMemory")
    {
        if (destination != source && (destination - source < length || source - destination < length))
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.OverlappingCopy(destination, source, length),
                    $"{name} copies 0x{length:X} {Counted.Noun(length, "byte")} between overlapping ranges; only RtlMoveMemory may."),
                DriverVerifierOptions.MiscellaneousChecks,
                fatal: machine.Profile.Version >= WindowsVersion.Windows8);
        }

        machine.Memory.Move(destination, source, length);
    }

    /// <summary>RtlCompareMemory: how many bytes are equal from the start.</summary>
    public static ulong Compare(Machine machine, ulong first, ulong second, ulong length)
    {
        for (ulong i = 0; i < length; i++)
        {
            if (machine.Memory.Read<byte>(first + i) != machine.Memory.Read<byte>(second + i))
            {
                return i;
            }
        }

        return length;
    }
}
