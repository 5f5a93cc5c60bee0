using Verifier.Kernel;
using static Verifier.Kernel.BugCheckCode;

namespace Verifier.Tests.Kernel.BugChecks;

/// <summary>
/// Every stop of the table "what the driver did" (harness/docs/facts/bugchecks.md#what-the-driver-did) is told in words that name the deed.
/// </summary>
public sealed class ScenarioStopsTests
{
    private const BugCheckCode V = DRIVER_VERIFIER_DETECTED_VIOLATION;

    private static readonly (BugCheckCode Code, ulong SubCode, string Words)[] s_stops =
    [
        (BAD_POOL_CALLER, 0x9A, "must-succeed"), (V, 0x03, "must-succeed"), (MUST_SUCCEED_POOL_EMPTY, 0, "must-succeed"),
        (V, 0x00, "zero bytes"), (BAD_POOL_CALLER, 0x00, "zero bytes"),
        (BAD_POOL_CALLER, 0x9B, "tag 0"), (BAD_POOL_CALLER, 0x9C, "'BIG '"), (BAD_POOL_CALLER, 0x9D, "no letter or digit"),
        (V, 0x01, "paged pool above APC_LEVEL"), (SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x30, "asked for pool at an IRQL"),
        (BAD_POOL_CALLER, 0x08, "asked for pool at an IRQL"), (V, 0x02, "nonpaged pool above DISPATCH_LEVEL"),
        (V, 0x11, "freed paged pool above APC_LEVEL"), (V, 0x12, "freed nonpaged pool above DISPATCH_LEVEL"),
        (SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x31, "freed pool at an IRQL"), (BAD_POOL_CALLER, 0x09, "freed pool at an IRQL"),
        (V, 0x10, "no allocation returned"), (V, 0x16, "bad address"), (SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x20, "not allocated"),
        (BAD_POOL_CALLER, 0x41, "not allocated"), (BAD_POOL_CALLER, 0x42, "never in any pool"), (BAD_POOL_CALLER, 0x43, "never in any"),
        (BAD_POOL_CALLER, 0x44, "not allocated"), (BAD_POOL_CALLER, 0x46, "invalid"), (BAD_POOL_CALLER, 0x47, "not allocated"),
        (BAD_POOL_CALLER, 0x48, "not allocated"), (BAD_POOL_CALLER, 0x50, "not allocated"), (BAD_POOL_CALLER, 0x99, "invalid address"),
        (BAD_POOL_CALLER, 0x40, "user-mode address"), (KERNEL_MODE_HEAP_CORRUPTION, 0x09, "bad argument"),
        (V, 0x13, "already freed"), (V, 0x14, "already freed"), (PAGE_FAULT_IN_FREED_SPECIAL_POOL, 0, "Freed memory"),
        (BAD_POOL_CALLER, 0x06, "already free"), (BAD_POOL_CALLER, 0x07, "already free"), (BAD_POOL_HEADER, 0x22, "freed already"),
        (BAD_POOL_CALLER, 0x0A, "another tag"), (BAD_POOL_CALLER, 0x41286, "middle of a paged allocation"),
        (MEMORY_MANAGEMENT, 0x41286, "invalid pool address"),
        (PAGE_FAULT_BEYOND_END_OF_ALLOCATION, 0, "beyond the end"), (DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, 0, "beyond the end"),
        (SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x23, "overwritten"), (SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x24, "beyond its end"),
        (V, 0x51, "beyond the end"), (V, 0x52, "beyond the end"), (V, 0x53, "beyond the end"), (V, 0x54, "beyond the end"),
        (V, 0x59, "beyond the end"), (BAD_POOL_HEADER, 0x20, "beyond its end"), (BAD_POOL_HEADER, 0x21, "beyond the end"),
        (BAD_POOL_HEADER, 0x0D, "modified after the free"), (DRIVER_CORRUPTED_EXPOOL, 0, "damaged the pool"),
        (DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, 0, "already freed"), (DRIVER_CAUGHT_MODIFYING_FREED_POOL, 0, "after freeing it"),
        (V, 0x62, "left pool behind"), (V, 0x60, "left pool behind"), (V, 0x61, "being unloaded"),
        (TIMER_OR_DPC_INVALID, 0, "timer"), (TIMER_OR_DPC_INVALID, 1, "DPC"), (V, 0x15, "active timer"),
        (DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, 0, "unloaded before"),
        (SYSTEM_SCAN_AT_RAISED_IRQL_CAUGHT_IMPROPER_DRIVER_UNLOAD, 0, "unloaded driver left behind"),
        (V, 0xCC, "active lookaside list"), (V, 0xCB, "never initialised"), (V, 0xCA, "again"), (V, 0xCD, "smaller than allowed"),
        (INVALID_WORK_QUEUE_ITEM, 0, "queued twice"), (DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS, 0, "did not unlock"),
        (PROCESS_HAS_LOCKED_PAGES, 0, "still had pages of it locked"), (PROCESS_HAS_LOCKED_PAGES, 1, "not locked"),
        (V, 0x7C, "never locked"), (PFN_LIST_CORRUPT, 7, "more often than it was locked"), (V, 0xB8, "still mapped"),
        (SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, 0xC0000005, "NULL pointer"), (SYSTEM_SERVICE_EXCEPTION, 0xC0000005, "NULL pointer"),
        (KERNEL_MODE_EXCEPTION_NOT_HANDLED, 0xC0000005, "NULL pointer"), (KMODE_EXCEPTION_NOT_HANDLED, 0xC0000005, "NULL pointer"),
        (DRIVER_IRQL_NOT_LESS_OR_EQUAL, 0, "IRQL was too high"), (IRQL_NOT_LESS_OR_EQUAL, 0, "IRQL was too high"),
        (PAGE_FAULT_IN_NONPAGED_AREA, 0, "freed"), (SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, 0xC000009A, "try/except"),
        (SYSTEM_SERVICE_EXCEPTION, 0xC000009A, "no handler caught it"),
        (KERNEL_MODE_EXCEPTION_NOT_HANDLED, 0xC000009A, "no handler caught it"),
        (KMODE_EXCEPTION_NOT_HANDLED, 0xC000009A, "no handler caught it"), (V, 0x81, "MmMapLockedPages"),
        (V, 0x82, "BugCheckOnFailure TRUE"),
        (NO_MORE_SYSTEM_PTES, 0, "no system page table entries left"), (MULTIPLE_IRP_COMPLETE_REQUESTS, 0, "a second time"),
        (DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x209, "completed an IRP"), (DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x208, "no stack location"),
        (NO_MORE_IRP_STACK_LOCATIONS, 0, "no stack location left"),
    ];

    [TestCaseSource(nameof(s_stops))]
    public void Stop_is_told_in_words_that_name_the_deed((BugCheckCode Code, ulong SubCode, string Words) stop)
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(stop.Code, stop.SubCode);

        Assert.That(explanation.Sentence, Does.Contain(stop.Words));
        Assert.That(explanation.Name, Is.EqualTo(stop.Code.ToString()));
    }

    // The parameters the scenario table itself states.
    [TestCase(BAD_POOL_CALLER, 0x0Aul, "block being freed", "tag of the allocation", "tag of the free")]
    [TestCase(BAD_POOL_CALLER, 0x9Bul, "type of pool asked for", "size asked for", "caller")]
    [TestCase(V, 0x00ul, "IRQL at the call", "type of pool asked for", "size asked for")]
    [TestCase(V, 0x61ul, "paged pool allocated", "nonpaged pool allocated", "allocations")]
    [TestCase(TIMER_OR_DPC_INVALID, 0x00ul, "timer", "start of the range", "end of the range")]
    [TestCase(PROCESS_HAS_LOCKED_PAGES, 0x00ul, "process", "locked pages", "driver stacks, or 0")]
    public void Parameters_are_labelled_as_the_facts_say(BugCheckCode code, ulong subCode, string p2, string p3, string p4) =>
        Assert.That(
            BugCheckCatalogue.Explain(code, subCode).Parameters.Skip(1).Select(parameter => parameter.Label),
            Is.EqualTo(new[] { p2, p3, p4 }));

    [TestCase(APC_INDEX_MISMATCH, 0x01u)]
    [TestCase(IRQL_NOT_LESS_OR_EQUAL, 0x0Au)]
    [TestCase(BAD_POOL_HEADER, 0x19u)]
    [TestCase(NO_MORE_SYSTEM_PTES, 0x3Fu)]
    [TestCase(MUST_SUCCEED_POOL_EMPTY, 0x41u)]
    [TestCase(MULTIPLE_IRP_COMPLETE_REQUESTS, 0x44u)]
    [TestCase(PFN_LIST_CORRUPT, 0x4Eu)]
    [TestCase(PAGE_FAULT_IN_NONPAGED_AREA, 0x50u)]
    [TestCase(PROCESS_HAS_LOCKED_PAGES, 0x76u)]
    [TestCase(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, 0x7Eu)]
    [TestCase(SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0xC1u)]
    [TestCase(BAD_POOL_CALLER, 0xC2u)]
    [TestCase(V, 0xC4u)]
    [TestCase(TIMER_OR_DPC_INVALID, 0xC7u)]
    [TestCase(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0xC9u)]
    [TestCase(DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS, 0xCBu)]
    [TestCase(DRIVER_IRQL_NOT_LESS_OR_EQUAL, 0xD1u)]
    [TestCase(SYSTEM_PTE_MISUSE, 0xDAu)]
    [TestCase(WORKER_THREAD_RETURNED_AT_BAD_IRQL, 0xE1u)]
    [TestCase(DRIVER_VERIFIER_DMA_VIOLATION, 0xE6u)]
    [TestCase(KERNEL_SECURITY_CHECK_FAILURE, 0x139u)]
    public void Code_has_the_number_of_the_facts(BugCheckCode code, uint number) => Assert.That((uint)code, Is.EqualTo(number));
}
