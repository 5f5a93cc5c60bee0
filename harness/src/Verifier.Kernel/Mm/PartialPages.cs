namespace Verifier.Kernel;

/// <summary>
/// How many pages MmAllocatePagesForMdl and its successors give when they give less than was asked for (facts/pool-and-memory-api.md §5).
/// With contiguous chunks the least that they can give or leave out is a chunk.
/// </summary>
internal static class PartialPages
{
    private const int SkipBytes = 2;
    private const int TotalBytes = 3;

    /// <summary>The shapes in which one call can give less: one page and all but one, where these are two.</summary>
    public static IReadOnlyList<FailureShape> ShapesOf(Machine machine, ReadOnlySpan<ulong> arguments, uint flags)
    {
        if ((flags & MM_ALLOCATE.MM_ALLOCATE_FULLY_REQUIRED) != 0)
        {
            return [];
        }

        var unit = UnitOf(machine, arguments, flags);
        return (machine.PagesFor(arguments[TotalBytes]) / unit) switch
        {
            < 2 => [],
            2 => [FailureShape.OnePage],
            _ => [FailureShape.OnePage, FailureShape.AllButOnePage],
        };
    }

    /// <summary>Pages that a call gets in a shape.</summary>
    public static long Given(Machine machine, FailureShape shape, ReadOnlySpan<ulong> arguments, uint flags)
    {
        var wanted = machine.PagesFor(arguments[TotalBytes]);
        var unit = UnitOf(machine, arguments, flags);
        return shape switch
        {
            FailureShape.OnePage => unit,
            FailureShape.AllButOnePage => wanted - unit,
            _ => Math.Max(unit, wanted / 2),
        };
    }

    // Without a length of chunks, all pages are one chunk.
    private static long UnitOf(Machine machine, ReadOnlySpan<ulong> arguments, uint flags)
    {
        if ((flags & MM_ALLOCATE.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) == 0)
        {
            return 1;
        }

        return Math.Max(1, machine.PagesFor(arguments[SkipBytes] == 0 ? arguments[TotalBytes] : arguments[SkipBytes]));
    }
}
