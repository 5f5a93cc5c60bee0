namespace Verifier.Kernel;

/// <summary>
/// Stop codes of the system that this kernel can give or that a reader may meet (facts/bugchecks.md §2). The names are those of
/// bugcodes.h.
/// </summary>
public enum BugCheckCode : uint
{
    /// <summary>
    /// A system call or worker routine ended with asynchronous procedure calls disabled more or less often than when it began:
    /// critical or guarded regions are not balanced.
    /// </summary>
    APC_INDEX_MISMATCH = 0x01,

    /// <summary>Kernel code touched pageable memory or a bad address while the IRQL was too high for a page fault.</summary>
    IRQL_NOT_LESS_OR_EQUAL = 0x0A,

    /// <summary>KeWaitForMultipleObjects was given more objects than it may wait for.</summary>
    MAXIMUM_WAIT_OBJECTS_EXCEEDED = 0x0C,

    /// <summary>The reference count of an object became illegal, usually by one dereference too many.</summary>
    REFERENCE_BY_POINTER = 0x18,

    /// <summary>The bookkeeping in front of a pool block is damaged, usually by a write beyond the end of the block before it.</summary>
    BAD_POOL_HEADER = 0x19,

    /// <summary>The memory manager found one of its own structures inconsistent.</summary>
    MEMORY_MANAGEMENT = 0x1A,

    /// <summary>An exception in kernel mode found no handler.</summary>
    KMODE_EXCEPTION_NOT_HANDLED = 0x1E,

    /// <summary>A thread ended with asynchronous procedure calls still disabled.</summary>
    KERNEL_APC_PENDING_DURING_EXIT = 0x20,

    /// <summary>An IRP was found in an inconsistent state. Shipping systems do not use this code.</summary>
    INCONSISTENT_IRP = 0x2A,

    /// <summary>IoCallDriver was called with an IRP that has no stack location left for the next driver.</summary>
    NO_MORE_IRP_STACK_LOCATIONS = 0x35,

    /// <summary>A device object was deleted while it was still referenced.</summary>
    DEVICE_REFERENCE_COUNT_NOT_ZERO = 0x36,

    /// <summary>An exception in a system call of a user process found no handler.</summary>
    SYSTEM_SERVICE_EXCEPTION = 0x3B,

    /// <summary>An exception in an interrupt routine found no handler.</summary>
    INTERRUPT_EXCEPTION_NOT_HANDLED = 0x3D,

    /// <summary>A mapping that may not fail found no system page table entries left.</summary>
    NO_MORE_SYSTEM_PTES = 0x3F,

    /// <summary>IoBuildPartialMdl was given a target MDL that is too small for the range.</summary>
    TARGET_MDL_TOO_SMALL = 0x40,

    /// <summary>A request for must-succeed pool could not be satisfied.</summary>
    MUST_SUCCEED_POOL_EMPTY = 0x41,

    /// <summary>An IRP was completed a second time.</summary>
    MULTIPLE_IRP_COMPLETE_REQUESTS = 0x44,

    /// <summary>An IRP that was already completed was cancelled, or still had its cancel routine.</summary>
    CANCEL_STATE_IN_COMPLETED_IRP = 0x48,

    /// <summary>No free page was left and dirty pages could not be written out.</summary>
    NO_PAGES_AVAILABLE = 0x4D,

    /// <summary>The list of physical pages is damaged, usually by a wrong or repeated unlock of an MDL.</summary>
    PFN_LIST_CORRUPT = 0x4E,

    /// <summary>
    /// Memory that must always be resident was touched at an address that is not valid: freed, never allocated or a bad pointer.
    /// </summary>
    PAGE_FAULT_IN_NONPAGED_AREA = 0x50,

    /// <summary>A driver left pages of a process locked, or unlocked pages that were not locked.</summary>
    PROCESS_HAS_LOCKED_PAGES = 0x76,

    /// <summary>A page of kernel data could not be read back from the page file.</summary>
    KERNEL_DATA_INPAGE_ERROR = 0x7A,

    /// <summary>An exception in a system thread (DriverEntry, AddDevice, PnP, a work item) found no handler.</summary>
    SYSTEM_THREAD_EXCEPTION_NOT_HANDLED = 0x7E,

    /// <summary>The processor raised a trap that the kernel does not handle, for example a stack overflow or a division by zero.</summary>
    UNEXPECTED_KERNEL_MODE_TRAP = 0x7F,

    /// <summary>An exception in kernel mode found no handler (32-bit systems).</summary>
    KERNEL_MODE_EXCEPTION_NOT_HANDLED = 0x8E,

    /// <summary>A kernel handle that is invalid or protected was closed or referenced.</summary>
    INVALID_KERNEL_HANDLE = 0x93,

    /// <summary>A work item on a queue is damaged: it was queued twice, or freed while queued.</summary>
    INVALID_WORK_QUEUE_ITEM = 0x96,

    /// <summary>A driver mishandled a power IRP: freed it, blocked it too long or forgot to ask for the next one.</summary>
    DRIVER_POWER_STATE_FAILURE = 0x9F,

    /// <summary>Session pool was still allocated when the session ended.</summary>
    SESSION_HAS_VALID_POOL_ON_EXIT = 0xAB,

    /// <summary>The hardware abstraction layer could not get nonpaged pool.</summary>
    HAL_MEMORY_ALLOCATION = 0xAC,

    /// <summary>A DPC routine tried to wait, attach to a process or yield.</summary>
    ATTEMPTED_SWITCH_FROM_DPC = 0xB8,

    /// <summary>A driver wrote to read-only memory.</summary>
    ATTEMPTED_WRITE_TO_READONLY_MEMORY = 0xBE,

    /// <summary>A thread acquired a mutex that it already owned.</summary>
    MUTEX_ALREADY_OWNED = 0xBF,

    /// <summary>A driver damaged a block of special pool, or freed one wrongly.</summary>
    SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION = 0xC1,

    /// <summary>A driver made an illegal pool request: a bad allocation or a bad free.</summary>
    BAD_POOL_CALLER = 0xC2,

    /// <summary>Driver Verifier found the driver breaking a rule.</summary>
    DRIVER_VERIFIER_DETECTED_VIOLATION = 0xC4,

    /// <summary>A driver damaged the pool: the lists of small free blocks led to a bad address.</summary>
    DRIVER_CORRUPTED_EXPOOL = 0xC5,

    /// <summary>A driver touched a pool block after freeing it.</summary>
    DRIVER_CAUGHT_MODIFYING_FREED_POOL = 0xC6,

    /// <summary>A timer or DPC lies in memory that is being freed or unloaded, or is otherwise invalid.</summary>
    TIMER_OR_DPC_INVALID = 0xC7,

    /// <summary>The IRQL is not what it should be after a callback returned.</summary>
    IRQL_UNEXPECTED_VALUE = 0xC8,

    /// <summary>Driver Verifier found the driver mishandling an IRP or a device object.</summary>
    DRIVER_VERIFIER_IOMANAGER_VIOLATION = 0xC9,

    /// <summary>The Plug and Play manager found an inconsistency, most likely in a bus driver.</summary>
    PNP_DETECTED_FATAL_ERROR = 0xCA,

    /// <summary>A driver did not unlock pages after the I/O that needed them.</summary>
    DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS = 0xCB,

    /// <summary>Freed memory in special pool was touched by system code.</summary>
    PAGE_FAULT_IN_FREED_SPECIAL_POOL = 0xCC,

    /// <summary>Memory beyond the end of a special pool block was touched by system code.</summary>
    PAGE_FAULT_BEYOND_END_OF_ALLOCATION = 0xCD,

    /// <summary>A driver was unloaded before its timers, DPCs, worker threads or lookaside lists were done with.</summary>
    DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS = 0xCE,

    /// <summary>A driver that is not in session space touched session memory.</summary>
    TERMINAL_SERVER_DRIVER_MADE_INCORRECT_MEMORY_REFERENCE = 0xCF,

    /// <summary>A driver damaged the pool: the lists of free blocks of a page or more led to a bad address.</summary>
    DRIVER_CORRUPTED_MMPOOL = 0xD0,

    /// <summary>The driver touched pageable memory or a bad address while the IRQL was too high for a page fault.</summary>
    DRIVER_IRQL_NOT_LESS_OR_EQUAL = 0xD1,

    /// <summary>A driver marked code or data as pageable that is needed at raised IRQL.</summary>
    DRIVER_PORTION_MUST_BE_NONPAGED = 0xD3,

    /// <summary>A scan at raised IRQL met something that an unloaded driver left behind.</summary>
    SYSTEM_SCAN_AT_RAISED_IRQL_CAUGHT_IMPROPER_DRIVER_UNLOAD = 0xD4,

    /// <summary>The driver touched memory of special pool that it had already freed.</summary>
    DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL = 0xD5,

    /// <summary>The driver touched memory beyond the end of its special pool block.</summary>
    DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION = 0xD6,

    /// <summary>A driver unmapped or committed a view at an address that is not one.</summary>
    DRIVER_UNMAPPING_INVALID_VIEW = 0xD7,

    /// <summary>A driver used up the system page table entries.</summary>
    DRIVER_USED_EXCESSIVE_PTES = 0xD8,

    /// <summary>The list that tracks locked pages is damaged.</summary>
    LOCKED_PAGES_TRACKER_CORRUPTION = 0xD9,

    /// <summary>A driver mishandled system page table entries: a wrong unmap, free or reserved mapping.</summary>
    SYSTEM_PTE_MISUSE = 0xDA,

    /// <summary>A driver damaged the system page table entries.</summary>
    DRIVER_CORRUPTED_SYSPTES = 0xDB,

    /// <summary>A driver touched a stack address below the stack pointer.</summary>
    DRIVER_INVALID_STACK_ACCESS = 0xDC,

    /// <summary>A driver damaged the pool that holds file data.</summary>
    POOL_CORRUPTION_IN_FILE_AREA = 0xDE,

    /// <summary>A work item routine returned at DISPATCH_LEVEL or above.</summary>
    WORKER_THREAD_RETURNED_AT_BAD_IRQL = 0xE1,

    /// <summary>A thread released a resource that it does not own.</summary>
    RESOURCE_NOT_OWNED = 0xE3,

    /// <summary>Driver Verifier found the driver breaking a rule of DMA.</summary>
    DRIVER_VERIFIER_DMA_VIOLATION = 0xE6,

    /// <summary>A floating-point state was restored that is not valid here.</summary>
    INVALID_FLOATING_POINT_STATE = 0xE7,

    /// <summary>A thread is caught in an endless loop of a driver.</summary>
    THREAD_STUCK_IN_DEVICE_DRIVER = 0xEA,

    /// <summary>A driver wrote beyond a buffer on its stack.</summary>
    DRIVER_OVERRAN_STACK_BUFFER = 0xF7,

    /// <summary>A driver tried to execute memory that is not executable, for example NX pool.</summary>
    ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY = 0xFC,

    /// <summary>Critical kernel code or data was modified.</summary>
    CRITICAL_STRUCTURE_CORRUPTION = 0x109,

    /// <summary>The driver framework found an error in a driver that is based on it.</summary>
    WDF_VIOLATION = 0x10D,

    /// <summary>A driver called a routine at a wrong IRQL.</summary>
    DRIVER_VIOLATION = 0x121,

    /// <summary>A DPC or interrupt routine ran too long, or the processor stayed too long at DISPATCH_LEVEL.</summary>
    DPC_WATCHDOG_VIOLATION = 0x133,

    /// <summary>A security check of the kernel failed: a critical structure is damaged.</summary>
    KERNEL_SECURITY_CHECK_FAILURE = 0x139,

    /// <summary>The kernel heap (the newer pool) found damage or a bad free.</summary>
    KERNEL_MODE_HEAP_CORRUPTION = 0x13A,

    /// <summary>A thread released a lock that it does not hold.</summary>
    KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE = 0x162,

    /// <summary>Driver Verifier found the driver breaking a rule and took a live dump without stopping the system.</summary>
    DRIVER_VERIFIER_DETECTED_VIOLATION_LIVEDUMP = 0x1C4,
}
