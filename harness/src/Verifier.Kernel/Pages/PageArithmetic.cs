namespace Verifier.Kernel;

/// <summary>The page macros of the headers for a machine's page size.</summary>
internal static class PageArithmetic
{
    /// <summary>BYTES_TO_PAGES.</summary>
    public static long PagesFor(this Machine machine, ulong bytes) =>
        (long)((bytes >> machine.Pages.Shift) + (machine.OffsetInPage(bytes) == 0 ? 0UL : 1));

    /// <summary>ADDRESS_AND_SIZE_TO_SPAN_PAGES.</summary>
    public static long SpanPages(this Machine machine, ulong address, ulong bytes) =>
        (long)(bytes >> machine.Pages.Shift) + machine.PagesFor((ulong)machine.OffsetInPage(address) + machine.OffsetInPage(bytes));

    /// <summary>BYTE_OFFSET.</summary>
    public static uint OffsetInPage(this Machine machine, ulong address) => (uint)(address & (uint)(machine.Pages.PageSize - 1));

    /// <summary>PAGE_ALIGN.</summary>
    public static ulong PageStart(this Machine machine, ulong address) => address - machine.OffsetInPage(address);

    /// <summary>The number of pages that the buffer of an MDL touches.</summary>
    public static int PageCountOf(this Machine machine, Mdl mdl) => (int)machine.SpanPages(mdl.ByteOffset, mdl.ByteCount);
}
