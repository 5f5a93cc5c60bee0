using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>
/// The failure shape of page allocators that may give less than was asked for: the call is forwarded, and gets half of it, at least one page
/// (facts/pool-and-memory-api.md §5).
/// </summary>
internal static class ShortResult
{
    private const int TotalBytesParameter = 3;

    public static ulong Forward(Machine machine, DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        var pageSize = (ulong)machine.Profile.PageSize;
        var pages = (arguments[TotalBytesParameter] + pageSize - 1) / pageSize;
        machine.MdlPages.NextMost = (long)Math.Max(1, pages / 2);
        return machine.Gate.Forward(caller, ddi, arguments);
    }
}
