namespace Verifier.Kernel;

/// <summary>Memory routines, for compiled drivers that import them; models call the same code as the header's inline functions.</summary>
internal static class RtlMemoryDdis
{
    /// <summary>Copies between ranges that do not overlap.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlCopyMemory(Machine machine, Pointer destination, Pointer source, ulong length) =>
        MemoryRoutines.Copy(machine, destination, source, length);

    /// <summary>Copies between ranges that may overlap.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlMoveMemory(Machine machine, Pointer destination, Pointer source, ulong length) =>
        machine.Memory.Move(destination, source, length);

    /// <summary>Fills with one value.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlFillMemory(Machine machine, Pointer destination, ulong length, byte fill) =>
        machine.Memory.Fill(destination, length, fill);

    /// <summary>Fills with zeros.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlZeroMemory(Machine machine, Pointer destination, ulong length) => machine.Memory.Fill(destination, length, 0);

    /// <summary>The number of bytes that are equal from the start; <paramref name="length"/> when all are.</summary>
    [Ddi(IsInlined = true)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static ulong RtlCompareMemory(Machine machine, Pointer source1, Pointer source2, ulong length) =>
        MemoryRoutines.Compare(machine, source1, source2, length);
}
