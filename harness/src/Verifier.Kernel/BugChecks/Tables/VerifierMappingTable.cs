using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION by P1, MDLs and mappings; the other columns are P2, P3, P4 (facts/bugchecks.md §4).
internal static class VerifierMappingTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x6F, "MmProbeAndLockPages was asked for pages that are not system memory.",
            Address("MDL"), Value("physical page"), Value("highest physical page")),
        new(0x70, "MmProbeAndLockPages was called above DISPATCH_LEVEL.", Irql("IRQL at the call"), Address("MDL"), Value("access mode")),
        new(
            0x71, "MmProbeAndLockProcessPages was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Address("process")),
        new(
            0x72, "MmProbeAndLockSelectedPages was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Address("process")),
        new(0x73, "MmMapIoSpace was called above DISPATCH_LEVEL.", Irql("IRQL at the call"), Value("physical address"), Bytes("size")),
        new(
            0x74, "MmMapLockedPages to a kernel address was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Value("access mode")),
        new(
            0x75, "MmMapLockedPages to a user address was called above APC_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Value("access mode")),
        new(
            0x76, "MmMapLockedPagesSpecifyCache to a kernel address was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Value("access mode")),
        new(
            0x77, "MmMapLockedPagesSpecifyCache to a user address was called above APC_LEVEL.",
            Irql("IRQL at the call"), Address("MDL"), Value("access mode")),
        new(0x78, "MmUnlockPages was called above DISPATCH_LEVEL.", Irql("IRQL at the call"), Address("MDL")),
        new(
            0x79, "MmUnmapLockedPages of a kernel address was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("address being unmapped"), Address("MDL")),
        new(
            0x7A, "MmUnmapLockedPages of a user address was called above APC_LEVEL.",
            Irql("IRQL at the call"), Address("address being unmapped"), Address("MDL")),
        new(0x7B, "MmUnmapIoSpace was called above APC_LEVEL.", Irql("IRQL at the call"), Address("address being unmapped"), Bytes("size")),
        new(
            0x7C, "The driver unlocked an MDL whose pages were never locked: unlocked twice, or locking had failed.",
            Address("MDL"), Value("MDL flags")),
        new(0x7D, "The driver unlocked an MDL built for nonpaged pool, which must not be unlocked.", Address("MDL"), Value("MDL flags")),
        new(
            0x7E, "MmAllocatePagesForMdl or MmFreePagesFromMdl was called above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Value("always 2")),
        new(0x7F, "MmBuildMdlForNonPagedPool was called on paged pool.", Irql("IRQL at the call"), Address("MDL"), Value("MDL flags")),
        new(
            0x81,
            "The driver called MmMapLockedPages, which stops the system when it fails: use MmMapLockedPagesSpecifyCache with "
            + "BugCheckOnFailure FALSE.",
            Address("MDL"), Value("MDL flags")),
        new(
            0x82, "The driver called MmMapLockedPagesSpecifyCache with BugCheckOnFailure TRUE: pass FALSE and handle NULL.",
            Address("MDL"), Value("MDL flags")),
        new(
            0x83, "MmMapIoSpace was asked to map memory pages that are not locked.",
            Value("start, physical address"), Bytes("size"), Value("first page that is not locked")),
        new(
            0x85, "The driver mapped an MDL whose pages are not locked.",
            Address("MDL"), Count("number of pages"), Value("first page that is not locked")),
        new(
            0x89, "An MDL that is not marked as I/O space holds a page that is not memory.",
            Address("MDL"), Address("pointer to the page"), Value("physical page")),
        new(
            0xB0, "MmProbeAndLockPages was called on an MDL that is already locked, mapped or built.",
            Address("MDL"), Value("MDL flags"), Value("flags that should not be set")),
        new(
            0xB1, "MmProbeAndLockProcessPages was called on an MDL that is already locked, mapped or built.",
            Address("MDL"), Value("MDL flags"), Value("flags that should not be set")),
        new(
            0xB2, "The driver mapped an MDL that already has a mapping.",
            Address("MDL"), Value("MDL flags"), Value("flags that should not be set")),
        new(
            0xB3, "The driver mapped an MDL whose pages are not locked.",
            Address("MDL"), Value("MDL flags"), Value("flags that are missing")),
        new(
            0xB4, "The driver unlocked a partial MDL: unlock the MDL it was made from.",
            Address("MDL"), Value("MDL flags"), Value("flag that should not be set")),
        new(
            0xB5, "The driver unmapped a partial MDL: release it with MmPrepareMdlForReuse or IoFreeMdl.",
            Address("MDL"), Value("MDL flags"), Value("flag that should not be set")),
        new(0xB6, "The driver unmapped an MDL that has no mapping.", Address("MDL"), Value("MDL flags"), Value("flag that is missing")),
        new(
            0xB7, "The firmware damaged low physical memory while the system slept.",
            Count("number of damaged pages"), Value("first damaged page"), Value("last damaged page")),
        new(0xB8, "The driver freed an MDL whose pages are still mapped.", Address("MDL"), Value("MDL flags")),
        new(0xB9, "The driver unmapped a user address that is not mapped.", Address("address being unmapped"), Address("MDL")),
        new(0x140, "An MDL that is not locked describes pageable memory.", Irql("IRQL at the call"), Address("MDL"), Address("address")),
        new(0x141, "The driver demanded memory below 4 GB.", Value("highest address accepted"), Bytes("size")),
        new(
            0x1010, "The contents of an MDL buffer changed during a write that must not change them.",
            Address("device object"), Address("IRP"), Address("address")),
        new(
            0x1011, "The contents of an MDL buffer changed during a read that must not change them.",
            Address("device object"), Address("IRP"), Address("address")),
        new(0x2001, "The driver asked for a page protection that is executable.", Address("code that asked"), Value("protection")),
        new(0x2002, "The driver mapped an MDL without MdlMappingNoExecute.", Address("code that asked"), Value("priority and flags")),
    ];
}
