using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION by P1, requests, handles, callbacks and images;
// the other columns are P2, P3, P4 (facts/bugchecks.md §4).
internal static class VerifierRequestTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(0xA0, "Data read from the disk does not match its checksum.", Address("IRP"), Address("device object"), Value("sector")),
        new(0xA1, "Data read from the disk does not match its checksum.", Address("IRP"), Address("device object"), Value("sector")),
        new(0xA2, "Data read from the disk does not match its checksum.", Address("IRP"), Address("device object"), Value("sector")),
        new(0xC0, "The driver called IoCallDriver with interrupts disabled.", Address("IRP")),
        new(0xC1, "A dispatch routine returned with interrupts disabled.", Address("dispatch routine")),
        new(0xC2, "The driver was called for fast I/O with interrupts disabled."),
        new(0xC3, "A fast I/O routine returned with interrupts disabled.", Address("fast I/O routine")),
        new(
            0xC5, "A dispatch routine changed the APC disable count.",
            Address("dispatch routine"), Signed("APC disable count now"), Signed("APC disable count before")),
        new(
            0xC6, "A fast I/O routine changed the APC disable count.",
            Address("fast I/O routine"), Signed("APC disable count now"), Signed("APC disable count before")),
        new(0xDA, "The driver was unloaded with a WMI callback still registered.", Address("driver object"), Address("callback")),
        new(0xDB, "A device object was deleted that is still registered with WMI.", Address("device object")),
        new(0xDC, "EtwUnregister was called with a bad handle."),
        new(
            0xDD, "The driver was unloaded without calling EtwUnregister.",
            Address("where it was registered"), Address("driver object"), Value("handle")),
        new(0xE0, "A kernel routine was given a user address.", Address("user address"), Bytes("size")),
        new(0xE2, "An IRP marked KernelMode carries a user address.", Address("IRP"), Address("user address")),
        new(0xE3, "A Zw routine was given a user address.", Address("caller"), Address("user address")),
        new(
            0xE4, "A Zw routine was given a malformed UNICODE_STRING: an odd length, or a length above the maximum.",
            Address("caller"), Address("string")),
        new(
            0xF0, "A copy routine for separate buffers was given buffers that overlap: use memmove.",
            Address("destination"), Address("source"), Bytes("bytes")),
        new(0xF5, "ObReferenceObjectByHandle was given a NULL handle.", Value("handle"), Address("object type")),
        new(
            0xF6, "The driver referenced a user handle as if it were a kernel handle.",
            Value("handle"), Address("process"), Address("caller")),
        new(
            0xF7, "The driver referenced a kernel handle in user mode, in the system process.",
            Value("handle"), Address("object type"), Value("access mode")),
        new(
            0xFA, "A completion routine returned at another IRQL than it was called at.",
            Address("completion routine"), Irql("IRQL before"), Irql("IRQL after")),
        new(
            0xFB, "A completion routine changed the APC disable count.",
            Address("completion routine"), Signed("APC disable count now"), Signed("APC disable count before")),
        new(0xFC, "ZwNotifyChangeKey was called with a bad ApcContext.", Address("caller"), Value("ApcContext")),
        new(0x105, "The driver freed an IRP with ExFreePool: use IoFreeIrp.", Address("IRP")),
        new(
            0x110, "An interrupt routine did not restore the extended context it used.",
            Address("interrupt routine"), Value("context before"), Value("context after")),
        new(
            0x111, "An interrupt routine returned at another IRQL than it was called at.",
            Address("interrupt routine"), Irql("IRQL before"), Irql("IRQL after")),
        new(0x115, "Shutdown took longer than 20 minutes: a driver holds it up.", Address("thread that is stuck")),
        new(0x130, "A work item lies in session memory.", Address("work item")),
        new(0x131, "A work item lies in pageable memory: it must be in nonpaged memory.", Address("work item")),
        new(0x135, "A cancelled IRP was not completed in time.", Address("IRP"), Count("milliseconds allowed")),
        new(0x1012, "The verifier's own state is damaged.", Address("text or driver object")),
        new(0x1013, "The verifier's own state is damaged.", Address("text or driver object")),
        new(0x2003, "A section of the image is both writable and executable.", Address("image"), Address("section"), Address("name")),
        new(0x2004, "A section of the image is not aligned to a page.", Address("image"), Address("section"), Address("name")),
        new(
            0x2005, "The import address table lies in an executable section.",
            Address("image"), Address("import address table"), Address("name")),
    ];
}
