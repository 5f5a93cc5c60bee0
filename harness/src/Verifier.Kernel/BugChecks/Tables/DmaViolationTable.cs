using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xE6 DRIVER_VERIFIER_DMA_VIOLATION by P1; the other columns are P2, P3, P4 (facts/bugchecks.md §6).
internal static class DmaViolationTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(0x00, "The driver used DMA wrongly.", Value("1 flushed past its map registers, 2 no contiguous map registers left")),
        new(0x01, "The performance counter went backwards or ran too fast."),
        new(0x02, "The performance counter went backwards or ran too fast."),
        new(0x03, "The driver freed a common buffer twice."),
        new(0x04, "The driver freed an adapter channel twice."),
        new(0x05, "The driver freed a map register twice."),
        new(0x06, "The driver freed a scatter/gather list twice."),
        new(0x07, "The driver released its adapter with common buffers still allocated."),
        new(0x08, "The driver released its adapter with adapter channels still allocated."),
        new(0x09, "The driver released its adapter with map registers still allocated."),
        new(0x0A, "The driver released its adapter with scatter/gather lists still allocated."),
        new(0x0B, "The driver asked for a second adapter channel while it holds one."),
        new(0x0C, "The driver asked for more map registers than it was granted."),
        new(0x0D, "The driver did not flush its adapter buffers after a transfer."),
        new(0x0E, "The driver used a buffer for DMA that is not locked."),
        new(
            0x0F, "The memory around a DMA buffer was overwritten: the device or the driver wrote outside its buffer.",
            Value("1 before, 2 after, 3 in a map register, 4 or 5 in the padding")),
        new(0x10, "The driver freed map registers that are still mapped."),
        new(0x11, "The adapter has too many references."),
        new(0x13, "A DMA routine was called at a wrong IRQL.", Reserved, Irql("IRQL expected"), Irql("IRQL at the call")),
        new(0x14, "A DMA routine was called at a wrong IRQL.", Reserved, Irql("IRQL expected"), Irql("IRQL at the call")),
        new(0x15, "The driver asked for more map registers than it was granted."),
        new(0x16, "The driver flushed map registers that are not mapped."),
        new(0x18, "The driver used an adapter that it had already released."),
        new(0x19, "The driver passed NULL as its adapter."),
        new(0x1B, "The address for the transfer is outside the MDL."),
        new(0x1D, "The range is already mapped."),
        new(0x1E, "The driver called HalGetAdapter, which is obsolete: use IoGetDmaAdapter."),
        new(0x1F, "The buffer is bad: before or after the MDL, too long or not aligned."),
        new(0x20, "The driver flushed a buffer that is not mapped."),
        new(0x21, "The driver asked for a transfer of length zero."),
        new(0x22, "The buffer is not mapped."),
        new(0x23, "The driver did not finish with its adapter channel."),
        new(0x24, "The buffer is too short."),
        new(0x25, "The version of the device description is wrong."),
        new(0x26, "The device touched memory that is not mapped for it (IOMMU fault)."),
    ];
}
