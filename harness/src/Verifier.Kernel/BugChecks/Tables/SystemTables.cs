using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// Sub-codes of the remaining stops, by P1 and with P2, P3, P4 in the other columns (facts/bugchecks.md §2).
internal static class SystemTables
{
    internal static readonly ImmutableArray<BugCheckSubCode> Trap =
    [
        new(0x00, "Division by zero."),
        new(0x04, "Overflow."),
        new(0x05, "Bound check failed."),
        new(0x06, "Invalid instruction."),
        new(0x08, "Double fault, most often a kernel stack overflow."),
        new(0x0C, "Stack fault."),
        new(0x0D, "General protection fault."),
        new(0x11, "Alignment fault."),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> FloatingPoint =
    [
        new(0x00, "The state is not a saved one: it was restored already, never saved, or overwritten.", Value("what was found")),
        new(
            0x01, "The state was saved at another IRQL: save and restore at the same one.",
            Irql("IRQL when it was saved"), Irql("IRQL at the call")),
        new(
            0x02, "The state was saved by another thread: save and restore in the same one.",
            Address("thread that saved it"), Address("current thread")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> PowerState =
    [
        new(
            0x01, "A device object was freed with a power IRP outstanding.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(
            0x02, "A driver completed a power IRP without calling PoStartNextPowerIrp.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(
            0x03, "A driver blocks an IRP for too long.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(
            0x04, "A power transition waited too long for the Plug and Play manager.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(
            0x05, "A directed power transition failed.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(
            0x06, "A directed power transition failed.",
            Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
        new(0x500, "A power transition failed.", Value("depends on the kind"), Value("depends on the kind"), Value("depends on the kind")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> TimerOrDpc =
    [
        new(
            0x00, "A timer lies in memory that is being freed or unloaded: cancel it first.",
            Address("timer"), Address("start of the range"), Address("end of the range")),
        new(
            0x01, "A queued DPC or a lookaside list lies in memory that is being freed or unloaded: dequeue the DPC, or delete the list, first.",
            Address("DPC or lookaside list"), Address("start of the range"), Address("end of the range")),
        new(
            0x02, "A DPC routine lies in memory that is being unloaded.",
            Address("DPC routine"), Address("start of the range"), Address("end of the range")),
        new(0x03, "A DPC is queued to a processor that does not exist.", Address("DPC")),
        new(
            0x04, "A DPC routine changed the APC disable count.",
            Address("DPC routine"), Signed("APC disable count before"), Signed("APC disable count after")),
        new(
            0x05, "A timer DPC routine changed the APC disable count.",
            Address("DPC routine"), Signed("APC disable count before"), Signed("APC disable count after")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> PlugAndPlay =
    [
        new(0x01, "A bus driver reported the same physical device object twice."),
        new(0x02, "A bus driver reported something as a physical device object that is not one."),
        new(
            0x03, "A bus driver reported a bad identifier.",
            Reserved, Reserved, Value("1 device, 2 unique, 3 hardware, 4 compatible identifier")),
        new(0x04, "A bus driver reported a device object that is already deleted."),
        new(0x05, "A physical device object was freed while it is still in the device tree."),
        new(0x08, "A bus driver reported NULL in its bus relations."),
        new(0x09, "IoDisconnectInterruptEx was called with a bad type."),
        new(0x0A, "A notification callback returned at another IRQL or with another APC disable count."),
        new(0x0B, "A deleted physical device object is in the relations."),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> Framework =
    [
        new(0x04, "A routine of the framework was given NULL for a parameter that needs a value."),
        new(0x05, "A routine of the framework was given a handle of a wrong type."),
        new(0x0E, "A callback of the driver returned at another IRQL than it was called at.", Irql("IRQL before"), Irql("IRQL after")),
        new(0x0F, "A callback of the driver returned inside a critical region."),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> DriverViolation =
    [
        new(0x01, "A routine was called at a wrong IRQL.", Irql("IRQL at the call"), Irql("IRQL required")),
        new(0x02, "A routine was called above the highest IRQL it allows.", Irql("IRQL at the call"), Irql("highest IRQL allowed")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> Watchdog =
    [
        new(0x00, "One DPC or interrupt routine ran too long.", Count("time used, in ticks"), Count("time allowed, in ticks")),
        new(0x01, "The processor spent too much time at DISPATCH_LEVEL or above.", Count("watchdog period")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> SecurityCheck =
    [
        new(0x00, "A buffer on the stack was overrun.", Address("trap frame"), Address("exception record")),
        new(0x02, "A buffer on the stack was overrun.", Address("trap frame"), Address("exception record")),
        new(
            0x03, "A LIST_ENTRY is damaged, most often because an entry was removed twice.",
            Address("trap frame"), Address("exception record")),
        new(0x05, "A routine was given an invalid parameter.", Address("trap frame"), Address("exception record")),
        new(0x08, "An array index is out of bounds.", Address("trap frame"), Address("exception record")),
        new(0x09, "RtlQueryRegistryValues was called in an unsafe way.", Address("trap frame"), Address("exception record")),
        new(0x0A, "An indirect call went to a place that is not a legal target.", Address("trap frame"), Address("exception record")),
        new(0x0E, "A reference count is wrong.", Address("trap frame"), Address("exception record")),
        new(0x1D, "A balanced tree is damaged.", Address("trap frame"), Address("exception record")),
        new(0x25, "A jump table was used with an index out of bounds.", Address("trap frame"), Address("exception record")),
    ];

    internal static readonly ImmutableArray<BugCheckSubCode> Heap =
    [
        new(0x03, "The header of a heap block is damaged.", Address("heap"), Address("address")),
        new(0x04, "The header of a heap block is damaged.", Address("heap"), Address("address")),
        new(0x05, "The header of a heap block is damaged.", Address("heap"), Address("address")),
        new(0x06, "The driver wrote beyond the end of a block.", Address("heap"), Address("address")),
        new(0x07, "The driver wrote before the start of a block.", Address("heap"), Address("address")),
        new(0x08, "A free block was used as if it were allocated.", Address("heap"), Address("address")),
        new(0x09, "A heap routine was given a bad argument, for example an address that is no block.", Address("heap"), Address("address")),
        new(0x0B, "A block was used after it was freed.", Address("heap"), Address("address")),
        new(0x11, "A block was freed twice.", Address("heap"), Address("address")),
        new(0x12, "A block was used after it was freed.", Address("heap"), Address("address")),
        new(0x17, "A block was used after it was freed.", Address("heap"), Address("address")),
    ];
}
