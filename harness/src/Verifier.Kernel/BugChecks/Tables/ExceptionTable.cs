using System.Collections.Immutable;

namespace Verifier.Kernel;

// Exception codes that end in 0x1E, 0x3B, 0x7E or 0x8E, all with the code in P1 (facts/bugchecks.md §1, §2).
// Other codes are explained by NTSTATUS.
internal static class ExceptionTable
{
    // The columns P2, P3, P4 differ from stop to stop, so each stop brings its own labels.
    internal static ImmutableArray<BugCheckSubCode> With(ParameterLabel p2, ParameterLabel p3, ParameterLabel p4) =>
        [.. Meanings.Select(row => new BugCheckSubCode(row.Exception.Value, row.Meaning, p2, p3, p4))];

    private static readonly ImmutableArray<(NTSTATUS Exception, string Meaning)> Meanings =
    [
        (
            NTSTATUS.STATUS_ACCESS_VIOLATION,
            "The driver touched a bad address: a NULL pointer, often an allocation that was not checked, or a pointer that is stale "
            + "or damaged."),
        (
            NTSTATUS.STATUS_INSUFFICIENT_RESOURCES,
            "A routine raised STATUS_INSUFFICIENT_RESOURCES and nobody caught it: a pool call that raises on failure needs "
            + "try/except, or use one that returns NULL."),
        (
            NTSTATUS.STATUS_QUOTA_EXCEEDED,
            "A quota-charging pool call raised STATUS_QUOTA_EXCEEDED and nobody caught it: it needs try/except or "
            + "POOL_QUOTA_FAIL_INSTEAD_OF_RAISE."),
        (
            NTSTATUS.STATUS_WORKING_SET_QUOTA,
            "A routine that locks pages raised STATUS_WORKING_SET_QUOTA and nobody caught it: MmProbeAndLockPages needs try/except."),
        (NTSTATUS.STATUS_IN_PAGE_ERROR, "A page could not be read from the disk."),
        (NTSTATUS.STATUS_ILLEGAL_INSTRUCTION, "The driver executed an invalid instruction: it jumped to a wrong place."),
        (NTSTATUS.STATUS_INTEGER_DIVIDE_BY_ZERO, "The driver divided an integer by zero."),
        (NTSTATUS.STATUS_STACK_OVERFLOW, "The kernel stack is used up: endless recursion, or buffers on the stack that are too large."),
        (NTSTATUS.STATUS_DATATYPE_MISALIGNMENT, "The driver accessed memory at an address that is not aligned."),
        (NTSTATUS.STATUS_BREAKPOINT, "The driver hit a breakpoint or a failed ASSERT and no debugger was there."),
    ];
}
