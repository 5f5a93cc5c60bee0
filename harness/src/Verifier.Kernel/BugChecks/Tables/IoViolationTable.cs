using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC9 DRIVER_VERIFIER_IOMANAGER_VIOLATION by P1; the other columns are P2, P3, P4 (facts/bugchecks.md §5).
// Level 1 is always on with I/O verification; level 2 says how grave a finding is. For level 2 the facts say "usually" of P2 and P3.
// Where the facts give one meaning to several codes, the rows repeat it.
internal static class IoViolationTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Level1 =
    [
        new(0x01, "The driver freed something as an IRP that is not one.", Address("object freed as an IRP")),
        new(0x02, "The driver freed an IRP that is still tied to a thread.", Address("IRP")),
        new(0x03, "IoCallDriver was given an object that is not an IRP.", Address("object passed as an IRP")),
        new(0x04, "IoCallDriver was given an invalid device object.", Address("device object")),
        new(
            0x05, "The dispatch routine returned at another IRQL than it was called at.",
            Address("device object"), Irql("IRQL before"), Irql("IRQL after")),
        new(0x06, "The driver completed an IRP with STATUS_PENDING or -1, which are no final statuses.", Status("status"), Address("IRP")),
        new(
            0x07, "The driver completed an IRP with its cancel routine still set: clear it with IoSetCancelRoutine first.",
            Address("cancel routine"), Address("IRP")),
        new(0x08, "IoBuildAsynchronousFsdRequest was given a bad buffer.", Reserved, Value("major function"), Status("exception")),
        new(0x09, "IoBuildDeviceIoControlRequest was given a bad buffer.", Reserved, Value("I/O control code"), Status("exception")),
        new(0x0A, "The driver initialised the timer of a device object twice.", Address("device object")),
        new(0x0C, "The status block of an IRP lies on a stack that has been unwound.", Address("status block")),
        new(0x0D, "The event of an IRP lies on a stack that has been unwound.", Address("event")),
        new(0x0E, "The driver completed an IRP above DISPATCH_LEVEL.", Irql("IRQL at the call"), Address("IRP")),
        new(0x0F, "A create request was sent for a file object that is already closed.", Address("file object"), Address("IRP")),
        new(
            0x10, "IoCallDriver was called, or the dispatch routine returned, above DISPATCH_LEVEL or at a changed IRQL.",
            Address("device object"), Irql("IRQL before"), Irql("IRQL after")),
        new(
            0x11, "IoCallDriver was called, or the dispatch routine returned, above DISPATCH_LEVEL or at a changed IRQL.",
            Address("device object"), Irql("IRQL before"), Irql("IRQL after")),
        new(
            0x12, "IoCallDriver was called, or the dispatch routine returned, above DISPATCH_LEVEL or at a changed IRQL.",
            Address("device object"), Irql("IRQL before"), Irql("IRQL after")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> Level2 =
    [
        new(
            0x201, "A device object was deleted while it still had a device attached below it: detach first (fatal error).",
            Address("address in the driver"), Address("device object")),
        new(
            0x202, "The driver detached from a device that it is not attached to (fatal error).",
            Address("address in the driver"), Address("device object")),
        new(
            0x203, "The driver passed an IRP on with its cancel routine still set (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x204, "The driver passed NULL as device object to IoCallDriver (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x205, "The driver passed on an IRP that is still queued or active below (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x206, "The driver copied a stack location badly (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x207,
            "The driver copied the completion routine along with the stack location: use IoCopyCurrentIrpStackLocationToNext (fatal "
            + "error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x208, "The driver passed on an IRP that has no stack location left (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x209, "The driver completed an IRP that is still queued or active below (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x20A, "The driver freed an IRP that is still in use (fatal error).", Address("address in the driver"), Address("IRP")),
        new(0x20B, "The driver freed an IRP that is still in use (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x20C, "The driver freed an IRP that is still queued to a thread (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x20D, "The driver called IoInitializeIrp on an IRP from IoAllocateIrp (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x20E, "A PnP IRP was not initialised to STATUS_NOT_SUPPORTED (error).", Address("address in the driver"), Address("IRP")),
        new(0x20F, "A power IRP was not initialised to STATUS_NOT_SUPPORTED (error).", Address("address in the driver"), Address("IRP")),
        new(0x210, "A WMI IRP was not initialised to STATUS_NOT_SUPPORTED (error).", Address("address in the driver"), Address("IRP")),
        new(0x211, "The driver passed an IRP past a device of the stack (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x212, "The IRP stack is damaged, or a stack location was not copied (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x213, "The driver changed the status or Information field of an IRP that it does not handle (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x214, "The driver changed the status or Information field of an IRP that it does not handle (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x215, "The driver passed a PnP IRP down with a failure status: a driver that fails an IRP completes it (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x216, "The driver turned the status of a PnP IRP into STATUS_NOT_SUPPORTED (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x217, "The driver does not handle an IRP that it must handle (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x218, "The driver answered an IRP that is reserved for another kind of device object (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x219, "The driver broke, for a power IRP, one of the rules on status that hold for PnP IRPs (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x21A, "The driver broke, for a power IRP, one of the rules on status that hold for PnP IRPs (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x21B, "The driver completed an IRP with a suspicious status (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x21C, "The driver copied the stack location but set no completion routine: IoSkipCurrentIrpStackLocation would do (warning).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x21D, "After IRP_MN_REMOVE_DEVICE the driver did not detach its device object from the stack (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x21E, "After IRP_MN_REMOVE_DEVICE the driver did not delete its device object (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x21F, "The driver has no dispatch routine for a major function it must handle (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x220, "A WMI IRP was completed by another driver than the one it was meant for (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x221, "A bus driver or bus filter deleted or detached its device object at a wrong moment (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x222, "A bus driver or bus filter deleted or detached its device object at a wrong moment (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x223, "A bus driver or bus filter deleted or detached its device object at a wrong moment (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x224, "The dispatch routine returned another status than the one in the IRP it completed (fatal error).",
            Address("address in the driver"), Address("IRP"), Status("status expected")),
        new(
            0x225, "The driver returned or completed with 0xFFFFFFFF, which is no status (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x226, "The dispatch routine returned without completing the IRP, passing it on or returning STATUS_PENDING (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x227, "A completion routine lies in pageable code (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x228, "A completion routine did not pass PendingReturned on: call IoMarkIrpPending when it is set (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x229, "A cancel routine was set while the IRP is still below (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x22A, "A bus driver reported wrong device relations.", Address("address in the driver"), Address("IRP")),
        new(0x22B, "A bus driver reported wrong device relations.", Address("address in the driver"), Address("IRP")),
        new(0x22C, "A bus driver reported wrong device relations.", Address("address in the driver"), Address("IRP")),
        new(
            0x22D, "The driver completed a PnP or power IRP that it should have passed down (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x22E, "The driver completed a PnP or power IRP that it should have passed down (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x22F, "The driver completed a PnP or power IRP that it should have passed down (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x230, "The driver completed a PnP or power IRP that it should have passed down (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x231, "The driver completed a PnP or power IRP that it should have passed down (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x232, "The driver completed a PnP or power IRP that it should have passed down (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x233, "A field of DEVICE_CAPABILITIES was not initialised (error).", Address("address in the driver"), Address("IRP")),
        new(0x234, "A field of DEVICE_CAPABILITIES was not initialised (error).", Address("address in the driver"), Address("IRP")),
        new(0x235, "A field of DEVICE_CAPABILITIES was not initialised (error).", Address("address in the driver"), Address("IRP")),
        new(0x236, "A field of DEVICE_CAPABILITIES was not initialised (error).", Address("address in the driver"), Address("IRP")),
        new(0x237, "The driver sent an IRP that only the system may send (fatal error).", Address("address in the driver"), Address("IRP")),
        new(0x238, "The driver handled an IRP in a suspicious way (warning).", Address("address in the driver"), Address("IRP")),
        new(0x239, "The driver handled an IRP in a suspicious way (warning).", Address("address in the driver"), Address("IRP")),
        new(0x23A, "The driver passed an IRP on at an illegal IRQL (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x23B, "The driver changed the status or Information field of an IRP that it does not handle (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x23C, "The driver completed an IRP with its cancel routine still set (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x23D, "The driver returned STATUS_PENDING but did not call IoMarkIrpPending (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x23E, "The driver called IoMarkIrpPending but did not return STATUS_PENDING (error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x23F, "DO_POWER_PAGABLE was not taken over from the device below (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x240, "The driver deleted a device object twice (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x241, "The driver detached its device object during IRP_MN_SURPRISE_REMOVAL: wait for IRP_MN_REMOVE_DEVICE (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x242, "The driver deleted its device object during IRP_MN_SURPRISE_REMOVAL: wait for IRP_MN_REMOVE_DEVICE (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x243, "AddDevice did not clear DO_DEVICE_INITIALIZING (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x244,
            "The buffering flags (DO_BUFFERED_IO, DO_DIRECT_IO) or the device type were not taken over from the device below, or "
            + "both flags are set (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x245,
            "The buffering flags (DO_BUFFERED_IO, DO_DIRECT_IO) or the device type were not taken over from the device below, or "
            + "both flags are set (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(
            0x246,
            "The buffering flags (DO_BUFFERED_IO, DO_DIRECT_IO) or the device type were not taken over from the device below, or "
            + "both flags are set (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x247, "The driver failed an IRP that must not fail (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x248, "A device that is not a physical device object was reported in the device relations (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x249, "A bus driver reported something wrong about its devices (error).", Address("address in the driver"), Address("IRP")),
        new(0x24A, "File I/O was called above PASSIVE_LEVEL (fatal error).", Address("address in the driver"), Address("IRP")),
        new(
            0x24B, "IRP_MN_QUERY_DEVICE_RELATIONS for TargetDeviceRelation was answered wrongly (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x24C, "A PnP IRP was handled wrongly (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x24D, "The driver uses a device object as a physical device object that is not one (fatal error).",
            Address("address in the driver"), Address("IRP")),
        new(0x300, "The driver completed an IRP with a suspicious status (error).", Address("address in the driver"), Address("IRP")),
        new(0x301, "The driver passed an IRP on above DISPATCH_LEVEL (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x302, "The driver passed an IRP on at APC_LEVEL or above that needs PASSIVE_LEVEL (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x306, "The driver completed IRP_MN_REMOVE_DEVICE with a failure (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x307, "The driver signalled the event of an IRP that is still pending (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x310, "The driver initialised an IRP again that is still in use (error).", Address("address in the driver"), Address("IRP")),
        new(
            0x311, "The driver initialised an IRP again that an IoBuild routine made (error).",
            Address("address in the driver"), Address("IRP")),
        new(0x312, "The Information field is larger than the output buffer (error).", Address("address in the driver"), Address("IRP")),
    ];
}
