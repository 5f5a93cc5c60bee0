using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION by P1, IRQL, locks, waits and objects; the other columns are P2, P3, P4 (facts/bugchecks.md §4).
internal static class VerifierIrqlTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x30, "KeRaiseIrql was used to lower the IRQL, or asked for a level above HIGH_LEVEL.",
            Irql("IRQL at the call"), Irql("IRQL asked for")),
        new(
            0x31, "KeLowerIrql was used to raise the IRQL, or asked for an illegal level.",
            Irql("IRQL at the call"), Irql("IRQL asked for"), Value("0 the new IRQL is bad, 1 it is invalid inside a DPC")),
        new(
            0x32, "The driver released a spin lock while not at DISPATCH_LEVEL: it was probably released twice.",
            Irql("IRQL at the call"), Address("spin lock")),
        new(0x33, "The driver acquired a fast mutex above APC_LEVEL.", Irql("IRQL at the call"), Address("fast mutex")),
        new(
            0x34, "The driver released a fast mutex while not at APC_LEVEL.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("fast mutex")),
        new(
            0x35, "The kernel released a spin lock while not at DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("spin lock"), Irql("old IRQL")),
        new(
            0x36, "The kernel released a queued spin lock while not at DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Value("number of the lock"), Irql("old IRQL")),
        new(
            0x37, "The driver acquired an ERESOURCE with APCs enabled: enter a critical region first.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("resource")),
        new(
            0x38, "The driver released an ERESOURCE with APCs enabled: leave the critical region after the release.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("resource")),
        new(
            0x39, "The driver acquired an unsafe fast mutex while not at APC_LEVEL and with APCs enabled.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("mutex")),
        new(
            0x3A, "The driver released an unsafe fast mutex while not at APC_LEVEL and with APCs enabled.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("mutex")),
        new(
            0x3B, "The driver waited at DISPATCH_LEVEL or above.",
            Irql("IRQL at the call"), Address("object waited for"), Address("time-out")),
        new(0x3C, "ObReferenceObjectByHandle was given a bad handle.", Value("handle"), Address("object type")),
        new(0x3D, "The driver passed an ERESOURCE that is not aligned.", Reserved, Reserved, Address("resource")),
        new(0x3E, "The driver left a critical region that it had not entered."),
        new(
            0x3F, "The driver referenced or dereferenced an object whose reference count was already 0.",
            Address("object"), Signed("1 for a reference, -1 for a dereference")),
        new(
            0x40, "The driver acquired a spin lock with the AtDpcLevel routine below DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("spin lock")),
        new(
            0x41, "The driver released a spin lock with the FromDpcLevel routine below DISPATCH_LEVEL.",
            Irql("IRQL at the call"), Address("spin lock")),
        new(0x42, "The driver acquired a spin lock above DISPATCH_LEVEL.", Irql("IRQL at the call"), Address("spin lock")),
        new(0x80, "The driver called KeSetEvent above DISPATCH_LEVEL.", Irql("IRQL at the call"), Address("event")),
        new(0x90, "The driver switched stacks to memory that is neither a thread stack nor the DPC stack."),
        new(0x91, "The driver switched stacks in a way the system does not support."),
        new(0xD0, "The driver initialised an ERESOURCE again that was still in use.", Address("resource")),
        new(0xD1, "The driver deleted an ERESOURCE that was never initialised.", Address("resource")),
        new(
            0xD2, "The driver freed a block that holds an active ERESOURCE: delete the resource first.",
            Address("resource"), Address("block being freed"), Bytes("size of the block")),
        new(
            0xD5, "IoReleaseRemoveLock was called with a tag that does not match the acquire.",
            Address("remove lock"), Value("tag of the release")),
        new(
            0xD6, "IoReleaseRemoveLockAndWait was called with a tag that does not match the acquire.",
            Address("remove lock"), Value("tag of the release"), Value("tag of the acquire")),
        new(
            0xD7, "The driver initialised a remove lock again that was still in use.",
            Address("lock of the verifier"), Address("lock of the driver")),
        new(0xDF, "A synchronisation object lies in session memory, where other sessions cannot reach it.", Address("object")),
        new(0xE1, "A synchronisation object is invalid or lies in pageable memory: it must be in nonpaged memory.", Address("object")),
        new(0xE5, "A kernel routine was called at a wrong IRQL.", Irql("IRQL at the call")),
        new(
            0xE6, "A Zw routine was called above PASSIVE_LEVEL or with special kernel APCs disabled.",
            Address("caller"), Irql("IRQL at the call"), Signed("special APC disable count")),
        new(
            0xEA, "The driver acquired a push lock with APCs enabled.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("push lock")),
        new(
            0xEB, "The driver released a push lock with APCs enabled.",
            Irql("IRQL at the call"), Signed("APC disable count"), Address("push lock")),
        new(0x11A, "The driver entered a critical region above APC_LEVEL.", Irql("IRQL at the call")),
        new(0x11B, "The driver left a critical region above APC_LEVEL.", Irql("IRQL at the call")),
        new(
            0x120, "The driver waited above DISPATCH_LEVEL.",
            Address("where the IRQL is stored"), Address("where the object is stored"), Address("where the time-out is stored")),
        new(
            0x121, "The driver waited at DISPATCH_LEVEL without a time-out, that is for ever.",
            Address("where the IRQL is stored"), Address("where the object is stored"), Address("where the time-out is stored")),
        new(
            0x122, "The driver waited at DISPATCH_LEVEL with a time-out other than zero.",
            Address("where the IRQL is stored"), Address("where the object is stored"), Address("where the time-out is stored")),
        new(0x123, "The driver waited in user mode on an object on its own stack, which may be swapped out.", Address("object")),
        new(
            0x1000, "Deadlock: the thread acquired a resource that it already owns.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1001, "Possible deadlock: resources were acquired in another order than before.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1002, "The driver acquired a resource that was never initialised.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1003, "The driver released resources in a wrong order.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1004, "A resource was released by another thread than the one that acquired it.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1005, "The driver initialised a resource twice.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1007, "The driver released a resource that was not acquired.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x1008, "The driver acquired and released a lock with routines that do not belong together.",
            Address("lock"), Address("other lock or thread"), Address("thread")),
        new(
            0x1009, "The driver acquired and released a lock with routines that do not belong together.",
            Address("lock"), Address("other lock or thread"), Address("thread")),
        new(
            0x100A, "A thread ended while it owned a resource.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
        new(
            0x100B, "The driver deleted a resource that is still owned.",
            Address("resource"), Address("other resource or thread"), Address("thread")),
    ];
}
