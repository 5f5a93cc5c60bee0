using System.Collections.Immutable;
using static Verifier.Kernel.BugCheckSubCode;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// Sub-codes of the memory manager's own stops, by P1; the other columns are P2, P3, P4
// unless a comment says more ({B} §2, §7).
internal static class MemoryManagerTables
{
    internal static readonly ImmutableArray<BugCheckSubCode> MemoryManagement =
    [
        new(0x403, "Page tables and the list of physical pages contradict each other."),
        new(0x411, "A page table entry is damaged."),
        new(
            0x1000,
            "MmGetSystemAddressForMdl was asked for a mapping with another caching than the existing one, and the caller wanted a "
            + "stop on failure."),
        new(0x1010, "The driver unlocked a pageable section that is not locked."),
        new(0x1233, "The driver mapped a physical page that is not locked.", Value("physical page")),
        new(0x1234, "The driver locked a pageable section that cannot be locked."),
        new(0x1235, "The driver mapped an MDL with an invalid page.", Address("MDL")),
        new(0x1236, "The driver mapped an MDL with a page that is not locked.", Address("MDL")),
        new(0x1240, "The driver built an MDL over memory that is not resident."),
        new(0x5305, "The driver freed an invalid pool address."),
        new(0x41286, "The driver freed an invalid pool address."),
        new(0x41790, "Page tables are damaged."),
        new(0x41792, "Page tables are damaged."),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> PfnList =
    [
        new(0x01, "The head of the list of physical pages is damaged."),
        new(0x02, "An entry of the list of physical pages is damaged."),
        new(0x06, "A page table entry does not fit the list of physical pages."),
        new(0x07, "A driver unlocked a page more often than it was locked.", Value("physical page"), Count("share count")),
        new(0x8D, "The list of physical pages is damaged."),
        new(0x8F, "The list of free or zeroed pages is damaged."),
        new(0x99, "A page table entry or an entry of the list of physical pages is damaged."),
        new(
            0x9A, "A page was freed while it was still locked for I/O: a driver freed memory that an MDL describes.",
            Value("physical page"), Value("state of the page"), Count("reference count")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> SystemPtes =
    [
        new(0x01, "The driver released the same mapping twice.", Address("tracker"), Address("MDL"), Address("tracker of the duplicate")),
        new(
            0x02, "The driver released a wrong number of mapped pages.",
            Address("tracker"), Count("pages expected"), Count("pages released")),
        new(
            0x03, "The driver released a mapping at a wrong address.",
            Address("tracker"), Address("address expected"), Address("address released")),
        new(
            0x04, "The first page of the MDL was changed since it was mapped.",
            Address("tracker"), Value("page frame number expected"), Value("page frame number now")),
        new(
            0x05, "The start address of the MDL was changed since it was mapped.",
            Address("tracker"), Address("start address expected"), Address("start address now")),
        new(
            0x06, "The driver unmapped an MDL that was never mapped, or is no more.",
            Address("MDL"), Address("address given"), Count("pages to unmap")),
        Codes(0x07, 0x09, "The driver mishandled a mapping (Windows 2000 only)."),
        new(
            0x0A, "The driver asked for a mapping of zero pages (Windows 2000 only).",
            Value("1: bug check on failure, 0: none"), Count("pages asked for"), Value("kind of mapping")),
        Codes(0x0B, 0x11, "The driver mishandled a mapping (Windows 2000 only)."),
        new(
            0x100, "The driver asked for a mapping of zero pages.",
            Count("pages asked for"), Tag("tag of the caller"), Address("caller")),
        new(
            0x101, "The driver freed a reserved mapping address that it does not own.",
            Address("first address"), Tag("tag of the caller"), Tag("tag of the owner")),
        new(
            0x102, "The driver freed a mapping address that is not reserved.",
            Address("first address"), Tag("tag of the caller"), Reserved),
        new(
            0x103, "The driver freed a reserved mapping address that is still mapped.",
            Address("first address still mapped"), Tag("tag of the caller"), Count("pages reserved")),
        new(
            0x104, "The driver mapped an MDL at a reserved mapping address that it does not own.",
            Address("first address"), Tag("tag of the caller"), Tag("tag of the owner")),
        new(
            0x105, "The driver mapped an MDL at an address that is not reserved.",
            Address("first address"), Tag("tag of the caller"), Reserved),
        new(
            0x107, "The driver mapped a reserved mapping address twice.",
            Address("first address"), Address("first address in use"), Address("last address")),
        new(
            0x108, "The driver unmapped a reserved mapping address that it does not own.",
            Address("first address"), Tag("tag of the caller"), Tag("tag of the owner")),
        new(
            0x109, "The driver unmapped a mapping address that is not reserved.",
            Address("first address"), Tag("tag of the caller"), Reserved),
        new(
            0x10A, "The driver unmapped more pages than it reserved.",
            Address("first address"), Count("pages reserved"), Count("pages to unmap")),
        new(
            0x10B, "The driver unmapped pages of a reserved mapping that are not mapped.",
            Address("first address"), Tag("tag of the caller"), Count("pages to unmap")),
        new(
            0x10C, "The driver unmapped a part of a reserved mapping only.",
            Address("first address"), Tag("tag of the caller"), Count("pages to unmap")),
        new(0x200, "The driver reserved a range of zero pages.", Address("first address"), Reserved, Reserved),
        Codes(0x201, 0x202, "The driver reserved a page that is reserved already."),
        new(0x300, "The driver released a range of zero pages.", Address("first address"), Reserved, Reserved),
        new(0x301, "The driver released a mapping that is not its to release.", Address("address"), Reserved, Reserved),
        new(0x302, "The driver released a system address that is not mapped.", Address("address"), Reserved, Reserved),
        new(
            0x303, "The driver released a range that is not reserved.",
            Address("first address"), Count("pages to release"), Reserved),
        new(
            0x304, "The driver released a range that begins inside another allocation.",
            Address("first address"), Count("pages to release"), Reserved),
        new(
            0x305, "The driver released a wrong number of pages.",
            Address("first address"), Count("pages to release"), Count("pages expected")),
        new(
            0x306, "The driver released a page that is free already.",
            Address("first address"), Address("free address"), Count("pages to release")),
        new(
            0x400, "MmUnmapIoSpace was called for an address that is not mapped.",
            Address("address"), Count("pages to unmap"), Reserved),
    ];

    // 0x50 is told apart by P4; the other columns are P1, P2, P3.
    internal static readonly ImmutableArray<BugCheckSubCode> PageFault =
    [
        new(
            0x00, "The address was freed, or its page table entry is empty.",
            Address("address touched"), FaultAccess("access"), Address("instruction")),
        new(0x02, "The address has no page table.", Address("address touched"), FaultAccess("access"), Address("instruction")),
        new(0x03, "The address belongs to another session.", Address("address touched"), FaultAccess("access"), Address("instruction")),
        new(
            0x04, "The address is not a canonical 64-bit address: the pointer is damaged.",
            Address("address touched"), FaultAccess("access"), Address("instruction")),
        new(
            0x0F, "A user address was touched where none is allowed.",
            Address("address touched"), FaultAccess("access"), Address("instruction")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> LockedPages =
    [
        new(
            0x00, "The process ended while a driver still had pages of it locked.",
            Address("process"), Count("locked pages"), Address("driver stacks, or 0")),
        new(0x01, "A driver unlocked pages that are not locked.", Address("MDL"), Count("locked pages"), Address("driver stacks, or 0")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> LockedPagesTracker =
    [
        new(
            0x01, "The MDL is on the list of the process twice: it was locked again without an unlock.",
            Address("tracker"), Address("MDL"), Count("pages")),
        new(
            0x02, "The MDL is on the list of the system twice: it was locked again without an unlock.",
            Address("tracker"), Address("MDL"), Count("pages")),
        new(0x03, "The MDL was found twice when its pages were unlocked.", Address("tracker"), Address("MDL"), Count("pages")),
        new(0x04, "The MDL is still on the list after it was removed.", Address("tracker"), Address("MDL"), Count("pages")),
    ];
}
