using System.Collections.Immutable;
using static Verifier.Kernel.BugCheckCode;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// Stops up to 0xC1, with their parameters P1 to P4 (facts/bugchecks.md §2).
internal static class GeneralStopTable
{
    internal static readonly ImmutableArray<BugCheckDescription> Rows =
    [
        new(
            APC_INDEX_MISMATCH,
            "A system call or worker routine ended with asynchronous procedure calls disabled more or less often than when it began: "
            + "critical or guarded regions are not balanced.",
            Address("system call or worker routine"),
            Value("ApcStateIndex"),
            Value("SpecialApcDisable in the upper, KernelApcDisable in the lower 16 bits"),
            Value("0 system call, 1 worker routine")),
        new(
            IRQL_NOT_LESS_OR_EQUAL,
            "Kernel code touched pageable memory or a bad address while the IRQL was too high for a page fault.",
            Address("address touched"), Irql("IRQL at the access"), Access("access"), Address("instruction")),
        new(
            MAXIMUM_WAIT_OBJECTS_EXCEEDED,
            "KeWaitForMultipleObjects was given more objects than it may wait for.",
            Reserved, Reserved, Reserved, Reserved),
        new(
            REFERENCE_BY_POINTER,
            "The reference count of an object became illegal, usually by one dereference too many.",
            Address("object type"), Address("object"), Reserved, Reserved),
        new(
            BAD_POOL_HEADER,
            "The bookkeeping in front of a pool block is damaged, usually by a write beyond the end of the block before it.",
            Value("what is damaged"), Reserved, Reserved, Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = PoolHeaderTable.Rows,
        },
        new(
            MEMORY_MANAGEMENT,
            "The memory manager found one of its own structures inconsistent.",
            Value("what is wrong"), Reserved, Reserved, Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = MemoryManagerTables.MemoryManagement,
        },
        new(
            KMODE_EXCEPTION_NOT_HANDLED,
            "An exception in kernel mode found no handler.",
            Status("exception"),
            Address("instruction"),
            Value("exception information 0"),
            Value("exception information 1; the address touched for 0xC0000005"))
        {
            SubCodeParameter = 1,
            SubCodes = ExceptionTable.With(
                Address("instruction"),
                Value("exception information 0"),
                Value("exception information 1; the address touched for 0xC0000005")),
        },
        new(
            KERNEL_APC_PENDING_DURING_EXIT,
            "A thread ended with asynchronous procedure calls still disabled.",
            Address("APC"), Signed("APC disable count; negative where disabled too often"), Irql("IRQL"), Reserved),
        new(
            INCONSISTENT_IRP,
            "An IRP was found in an inconsistent state. Shipping systems do not use this code.",
            Address("IRP"), Reserved, Reserved, Reserved),
        new(
            NO_MORE_IRP_STACK_LOCATIONS,
            "IoCallDriver was called with an IRP that has no stack location left for the next driver.",
            Address("IRP"), Reserved, Reserved, Reserved),
        new(
            DEVICE_REFERENCE_COUNT_NOT_ZERO,
            "A device object was deleted while it was still referenced.",
            Address("device object"), Reserved, Reserved, Reserved),
        new(
            SYSTEM_SERVICE_EXCEPTION,
            "An exception in a system call of a user process found no handler.",
            Status("exception"), Address("instruction"), Address("context record"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = ExceptionTable.With(Address("instruction"), Address("context record"), Reserved),
        },
        new(
            INTERRUPT_EXCEPTION_NOT_HANDLED,
            "An exception in an interrupt routine found no handler.",
            Address("exception record"), Address("context record"), Reserved, Reserved),
        new(
            NO_MORE_SYSTEM_PTES,
            "A mapping that may not fail found no system page table entries left.",
            Value("0 system PTEs, 1 expansion of nonpaged pool"), Count("size asked for"), Count("free PTEs"), Count("PTEs altogether")),
        new(
            TARGET_MDL_TOO_SMALL,
            "IoBuildPartialMdl was given a target MDL that is too small for the range.",
            Reserved, Reserved, Reserved, Reserved),
        new(
            MUST_SUCCEED_POOL_EMPTY,
            "A request for must-succeed pool could not be satisfied.",
            Bytes("bytes that could not be had"),
            Count("nonpaged pages in use"),
            Count("nonpaged requests of more than a page"),
            Count("pages available")),
        new(
            MULTIPLE_IRP_COMPLETE_REQUESTS,
            "An IRP was completed a second time.",
            Address("IRP"), Reserved, Reserved, Reserved),
        new(
            CANCEL_STATE_IN_COMPLETED_IRP,
            "An IRP that was already completed was cancelled, or still had its cancel routine.",
            Address("IRP"), Address("cancel routine"), Reserved, Reserved),
        new(
            NO_PAGES_AVAILABLE,
            "No free page was left and dirty pages could not be written out.",
            Count("dirty pages"),
            Count("dirty pages for the page file"),
            Count("nonpaged pool available"),
            Status("last error of a page write")),
        new(
            PFN_LIST_CORRUPT,
            "The list of physical pages is damaged, usually by a wrong or repeated unlock of an MDL.",
            Value("what is damaged"), Reserved, Reserved, Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = MemoryManagerTables.PfnList,
        },
        new(
            PAGE_FAULT_IN_NONPAGED_AREA,
            "Memory that must always be resident was touched at an address that is not valid: freed, never allocated or a bad pointer.",
            Address("address touched"), FaultAccess("access"), Address("instruction"), Value("why the address is invalid"))
        {
            SubCodeParameter = 4,
            SubCodes = MemoryManagerTables.PageFault,
        },
        new(
            PROCESS_HAS_LOCKED_PAGES,
            "A driver left pages of a process locked, or unlocked pages that were not locked.",
            Value("what is wrong"), Address("process or MDL"), Count("locked pages"), Address("driver stacks, or 0"))
        {
            SubCodeParameter = 1,
            SubCodes = MemoryManagerTables.LockedPages,
        },
        new(
            KERNEL_DATA_INPAGE_ERROR,
            "A page of kernel data could not be read back from the page file.",
            Value("lock type, or address of the page table entry"),
            Status("status of the read"),
            Value("depends on the kind"),
            Address("address that could not be read")),
        new(
            SYSTEM_THREAD_EXCEPTION_NOT_HANDLED,
            "An exception in a system thread (DriverEntry, AddDevice, PnP, a work item) found no handler.",
            Status("exception"), Address("instruction"), Address("exception record"), Address("context record"))
        {
            SubCodeParameter = 1,
            SubCodes = ExceptionTable.With(Address("instruction"), Address("exception record"), Address("context record")),
        },
        new(
            UNEXPECTED_KERNEL_MODE_TRAP,
            "The processor raised a trap that the kernel does not handle, for example a stack overflow or a division by zero.",
            Value("trap number"), Reserved, Reserved, Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.Trap,
        },
        new(
            KERNEL_MODE_EXCEPTION_NOT_HANDLED,
            "An exception in kernel mode found no handler (32-bit systems).",
            Status("exception"), Address("instruction"), Address("trap frame"), Reserved)
        {
            SubCodeParameter = 1,
            SubCodes = ExceptionTable.With(Address("instruction"), Address("trap frame"), Reserved),
        },
        new(
            INVALID_KERNEL_HANDLE,
            "A kernel handle that is invalid or protected was closed or referenced.",
            Value("handle"),
            Value("0 protected handle closed, 1 invalid handle closed, or the handle table"),
            Reserved,
            Value("1 where a bad handle was referenced with detection on")),
        new(
            INVALID_WORK_QUEUE_ITEM,
            "A work item on a queue is damaged: it was queued twice, or freed while queued.",
            Address("queue entry with a NULL link"), Address("queue"), Address("base of the worker queues"), Address("worker routine")),
        new(
            DRIVER_POWER_STATE_FAILURE,
            "A driver mishandled a power IRP: freed it, blocked it too long or forgot to ask for the next one.",
            Value("what is wrong"), Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind"))
        {
            SubCodeParameter = 1,
            SubCodes = SystemTables.PowerState,
        },
        new(
            SESSION_HAS_VALID_POOL_ON_EXIT,
            "Session pool was still allocated when the session ended.",
            Value("session"), Bytes("paged pool left"), Bytes("nonpaged pool left"), Value("counts")),
        new(
            HAL_MEMORY_ALLOCATION,
            "The hardware abstraction layer could not get nonpaged pool.",
            Bytes("size asked for"), Reserved, Address("name of the source file"), Reserved),
        new(
            ATTEMPTED_SWITCH_FROM_DPC,
            "A DPC routine tried to wait, attach to a process or yield.",
            Address("old thread"), Address("new thread"), Address("stack"), Reserved),
        new(
            ATTEMPTED_WRITE_TO_READONLY_MEMORY,
            "A driver wrote to read-only memory.",
            Address("address touched"), Value("page table entry"), Reserved, Reserved),
        new(
            MUTEX_ALREADY_OWNED,
            "A thread acquired a mutex that it already owned.",
            Address("mutex"), Address("thread"), Reserved, Reserved),
        new(
            SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION,
            "A driver damaged a block of special pool, or freed one wrongly.",
            Address("address being freed, or the IRQL"),
            Value("depends on the kind"),
            Value("depends on the kind"),
            Value("what is damaged"))
        {
            SubCodeParameter = 4,
            SubCodes = SpecialPoolTable.Rows,
        },
    ];
}
