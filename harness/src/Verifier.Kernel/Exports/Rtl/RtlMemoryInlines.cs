namespace Verifier.Kernel;

/// <content>
/// Macros and inline functions of the headers: memory routines, so a bad pointer faults as the driver's own. Any IRQL the memory allows.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>Copies between ranges that do not overlap.</summary>
    public void RtlCopyMemory(Pointer destination, Pointer source, ulong length) =>
        MemoryRoutines.Copy(Machine, destination, source, length);

    /// <summary>Copies between ranges that may overlap.</summary>
    public void RtlMoveMemory(Pointer destination, Pointer source, ulong length) => Machine.Memory.Move(destination, source, length);

    /// <summary>Fills with zeros.</summary>
    public void RtlZeroMemory(Pointer destination, ulong length) => Machine.Memory.Fill(destination, length, 0);

    /// <summary>Fills with one value.</summary>
    public void RtlFillMemory(Pointer destination, ulong length, byte fill) => Machine.Memory.Fill(destination, length, fill);

    /// <summary>The number of bytes that are equal from the start; <paramref name="length"/> when all are.</summary>
    public ulong RtlCompareMemory(Pointer first, Pointer second, ulong length) => MemoryRoutines.Compare(Machine, first, second, length);

    /// <summary>RtlEqualMemory: true if all bytes are equal.</summary>
    public bool RtlEqualMemory(Pointer first, Pointer second, ulong length) => RtlCompareMemory(first, second, length) == length;

    /// <summary>KeMemoryBarrier: nothing to do on one processor.</summary>
    public void KeMemoryBarrier()
    {
    }
}
