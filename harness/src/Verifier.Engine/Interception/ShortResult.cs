using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>
/// The failure shapes of page allocators that may give less than was asked for: the call is forwarded, and gets half of it, one page or all
/// but one (harness/docs/facts/memory.md#page-allocators).
/// </summary>
internal static class ShortResult
{
    public static ulong Forward(Machine machine, FailureShape shape, DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        machine.MdlPages.NextMost = PartialPages.Given(machine, shape, ddi, arguments);
        return machine.Gate.Forward(caller, ddi, arguments);
    }
}
