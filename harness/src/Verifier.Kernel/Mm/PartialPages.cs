namespace Verifier.Kernel;

/// <summary>
/// The number of pages that MmAllocatePagesForMdl and its successors give when they give less than was asked for
/// (harness/docs/facts/memory.md#page-allocators). With contiguous chunks the least that they can give or leave out is a chunk.
/// </summary>
internal static class PartialPages
{
    /// <summary>The shapes in which one call can give less: one page and all but one, where these are two.</summary>
    public static IReadOnlyList<FailureShape> ShapesOf(Machine machine, ulong skipBytes, ulong totalBytes, uint flags)
    {
        if ((flags & MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED) != 0)
        {
            return [];
        }

        var unit = UnitOf(machine, skipBytes, totalBytes, flags);
        return (machine.PagesFor(totalBytes) / unit) switch
        {
            < 2 => [],
            2 => [FailureShape.OnePage],
            _ => [FailureShape.OnePage, FailureShape.AllButOnePage],
        };
    }

    /// <summary>Pages that a call gets in a shape.</summary>
    public static long Given(Machine machine, FailureShape shape, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        const int skipBytes = 2;
        var bytes = arguments[ddi.SizeParameter];
        var wanted = machine.PagesFor(bytes);
        var unit = UnitOf(machine, arguments[skipBytes], bytes, FlagsOf(ddi, arguments));
        return shape switch
        {
            FailureShape.OnePage => unit,
            FailureShape.AllButOnePage => wanted - unit,
            _ => Math.Max(unit, wanted / 2),
        };
    }

    // The last parameter, 0 for the routine that takes none.
    private static uint FlagsOf(Ddi ddi, ReadOnlySpan<ulong> arguments) => ddi == Ddis.MmAllocatePagesForMdl ? 0 : (uint)arguments[ddi.Parameters.Count - 1];

    // Without a length of chunks, all pages are one chunk.
    private static long UnitOf(Machine machine, ulong skipBytes, ulong totalBytes, uint flags) =>
        (flags & MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) == 0
            ? 1
            : Math.Max(1, machine.PagesFor(skipBytes == 0 ? totalBytes : skipBytes));
}
