using System.Collections.Immutable;
using static Verifier.Kernel.BugCheckCode;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// Stops from 0xC2 on, most of them a driver's fault, with their parameters P1 to P4 (facts/bugchecks.md §2).
internal static class DriverStopTable
{
    internal static readonly ImmutableArray<BugCheckDescription> Rows =
    [
        new(
            BAD_POOL_CALLER,
            "A driver made an illegal pool request: a bad allocation or a bad free.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind"))
        {
            SubCodeParameter = 1,
            SubCodes = PoolCallerTable.Rows,
        },
        new(
            DRIVER_VERIFIER_DETECTED_VIOLATION,
            "Driver Verifier found the driver breaking a rule.",
            Value("rule that was broken"), Value("depends on the rule"), Value("depends on the rule"), Value("depends on the rule"))
        {
            SubCodeParameter = 1,
            SubCodes =
            [
                .. VerifierPoolTable.Rows, .. VerifierIrqlTable.Rows, .. VerifierMappingTable.Rows,
                .. VerifierRequestTable.Rows, .. VerifierRuleTable.Rows,
            ],
        },
        new(
            DRIVER_CORRUPTED_EXPOOL,
            "A driver damaged the pool: the lists of small free blocks led to a bad address.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            DRIVER_CAUGHT_MODIFYING_FREED_POOL,
            "A driver touched a pool block after freeing it.",
            Address("address touched"), Access("access"), Value("0 kernel mode, 1 user mode"), Reserved),
        new(
            TIMER_OR_DPC_INVALID,
            "A timer or DPC lies in memory that is being freed or unloaded, or is otherwise invalid.",
            Value("what is wrong"),
            Address("object or routine"),
            Value("start of the range, or the count before"),
            Value("end of the range, or the count after"))
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.TimerOrDpc,
        },
        new(
            IRQL_UNEXPECTED_VALUE,
            "The IRQL is not what it should be after a callback returned.",
            Value("current IRQL (bits 31-16), expected IRQL (15-8), kind (7-0): 0, 1 APC, 2 callout, 3 interrupt routine"),
            Address("routine"),
            Address("object"),
            Value("depends on the kind")),
        new(
            DRIVER_VERIFIER_IOMANAGER_VIOLATION,
            "Driver Verifier found the driver mishandling an IRP or a device object.",
            Value("rule that was broken"),
            Address("address in the driver, or depends on the rule"),
            Address("IRP"),
            Value("depends on the rule"))
        {
            SubCodeParameter = 1,
            SubCodes = [.. IoViolationTable.Level1, .. IoViolationTable.Level2],
        },
        new(
            PNP_DETECTED_FATAL_ERROR,
            "The Plug and Play manager found an inconsistency, most likely in a bus driver.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind"))
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.PlugAndPlay,
        },
        new(
            DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS,
            "A driver did not unlock pages after the I/O that needed them.",
            Address("tracking structure"), Reserved, Address("MDL"), Count("pages that are still locked")),
        new(
            PAGE_FAULT_IN_FREED_SPECIAL_POOL,
            "Freed memory in special pool was touched by system code.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            PAGE_FAULT_BEYOND_END_OF_ALLOCATION,
            "Memory beyond the end of a special pool block was touched by system code.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
            "A driver was unloaded before its timers, DPCs, worker threads or lookaside lists were done with.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            TERMINAL_SERVER_DRIVER_MADE_INCORRECT_MEMORY_REFERENCE,
            "A driver that is not in session space touched session memory.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            DRIVER_CORRUPTED_MMPOOL,
            "A driver damaged the pool: the lists of free blocks of a page or more led to a bad address.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            DRIVER_IRQL_NOT_LESS_OR_EQUAL,
            "The driver touched pageable memory or a bad address while the IRQL was too high for a page fault.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            DRIVER_PORTION_MUST_BE_NONPAGED,
            "A driver marked code or data as pageable that is needed at raised IRQL.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            SYSTEM_SCAN_AT_RAISED_IRQL_CAUGHT_IMPROPER_DRIVER_UNLOAD,
            "A scan at raised IRQL met something that an unloaded driver left behind.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL,
            "The driver touched memory of special pool that it had already freed.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION,
            "The driver touched memory beyond the end of its special pool block.",
            Address("address touched"), Access("access"), Address("instruction"), Reserved),
        new(
            DRIVER_UNMAPPING_INVALID_VIEW,
            "A driver unmapped or committed a view at an address that is not one.",
            Address("address of the view"), Value("1 unmapped, 2 committed"), Reserved, Reserved),
        new(
            DRIVER_USED_EXCESSIVE_PTES,
            "A driver used up the system page table entries.",
            Address("name of the driver, or 0"), Count("PTEs of that driver"), Count("free PTEs"), Count("PTEs altogether")),
        new(
            LOCKED_PAGES_TRACKER_CORRUPTION,
            "The list that tracks locked pages is damaged.",
            Value("what is damaged"), Address("tracker"), Address("MDL"), Count("pages"))
        {
            SubCodeParameter = 1,
            SubCodes = MemoryManagerTables.LockedPagesTracker,
        },
        new(
            SYSTEM_PTE_MISUSE,
            "A driver mishandled system page table entries: a wrong unmap, free or reserved mapping.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind"))
        {
            SubCodeParameter = 1,
            SubCodes = MemoryManagerTables.SystemPtes,
        },
        new(
            DRIVER_CORRUPTED_SYSPTES,
            "A driver damaged the system page table entries.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            DRIVER_INVALID_STACK_ACCESS,
            "A driver touched a stack address below the stack pointer.",
            Reserved, Reserved, Reserved, Reserved),
        new(
            POOL_CORRUPTION_IN_FILE_AREA,
            "A driver damaged the pool that holds file data.",
            Reserved, Reserved, Reserved, Reserved),
        new(
            WORKER_THREAD_RETURNED_AT_BAD_IRQL,
            "A work item routine returned at DISPATCH_LEVEL or above.",
            Address("work item routine"), Irql("IRQL after it returned"), Address("parameter of the routine"), Address("work item")),
        new(
            RESOURCE_NOT_OWNED,
            "A thread released a resource that it does not own.",
            Address("resource"), Address("thread"), Address("table of owners"), Reserved),
        new(
            DRIVER_VERIFIER_DMA_VIOLATION,
            "Driver Verifier found the driver breaking a rule of DMA.",
            Value("rule that was broken"), Value("depends on the rule"), Value("depends on the rule"), Value("depends on the rule"))
        {
            SubCodeParameter = 1,
            SubCodes = DmaViolationTable.Rows,
        },
        new(
            INVALID_FLOATING_POINT_STATE,
            "A floating-point state was restored that is not valid here.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.FloatingPoint,
        },
        new(
            THREAD_STUCK_IN_DEVICE_DRIVER,
            "A thread is caught in an endless loop of a driver.",
            Address("thread"), Address("watchdog"), Address("name of the driver"), Count("times this was found")),
        new(
            DRIVER_OVERRAN_STACK_BUFFER,
            "A driver wrote beyond a buffer on its stack.",
            Value("cookie found"), Value("cookie expected"), Value("complement of the cookie expected"), Reserved),
        new(
            ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY,
            "A driver tried to execute memory that is not executable, for example NX pool.",
            Address("address touched"), Value("page table entry"), Reserved, Reserved),
        new(
            CRITICAL_STRUCTURE_CORRUPTION,
            "Critical kernel code or data was modified.",
            Reserved, Reserved, Reserved, Value("kind of region, for example 0x27 to 0x29 and 0x101 pool, 0x1C a driver object")),
        new(
            WDF_VIOLATION,
            "The driver framework found an error in a driver that is based on it.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind"))
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.Framework,
        },
        new(
            DRIVER_VIOLATION,
            "A driver called a routine at a wrong IRQL.",
            Value("what is wrong"), Irql("IRQL at the call"), Irql("IRQL required"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.DriverViolation,
        },
        new(
            DPC_WATCHDOG_VIOLATION,
            "A DPC or interrupt routine ran too long, or the processor stayed too long at DISPATCH_LEVEL.",
            Value("which limit was exceeded"), Value("depends on the kind"), Value("depends on the kind"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.Watchdog,
        },
        new(
            KERNEL_SECURITY_CHECK_FAILURE,
            "A security check of the kernel failed: a critical structure is damaged.",
            Value("what is damaged"), Address("trap frame"), Address("exception record"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.SecurityCheck,
        },
        new(
            KERNEL_MODE_HEAP_CORRUPTION,
            "The kernel heap (the newer pool) found damage or a bad free.",
            Value("what is damaged"), Address("heap"), Address("address"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.Heap,
        },
        new(
            KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE,
            "A thread released a lock that it does not hold.",
            Address("thread"), Address("lock"), Value("session"), Reserved),
        new(
            DRIVER_VERIFIER_DETECTED_VIOLATION_LIVEDUMP,
            "Driver Verifier found the driver breaking a rule and took a live dump without stopping the system.",
            Value("rule that was broken"), Address("text of the rule"), Address("state of the rule"), Reserved),
    ];
}
