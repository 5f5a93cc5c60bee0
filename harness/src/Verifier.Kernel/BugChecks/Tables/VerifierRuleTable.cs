using System.Collections.Immutable;
using static Verifier.Kernel.BugCheckSubCode;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION by P1, DDI compliance rules; the other columns are P2, P3, P4 (facts/bugchecks.md §4).
// Rows for a single rule stand before the ranges that hold the others: the first row that fits is taken.
internal static class VerifierRuleTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x20003, "DDI rule IrqlDispatch: a kernel routine was called at a wrong IRQL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20004, "DDI rule IrqlExAllocatePool: pool was allocated at an IRQL that is too high for its type.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20005, "DDI rule IrqlExApcLte1: an executive (Ex) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20006, "DDI rule IrqlExApcLte2: an executive (Ex) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20007, "DDI rule IrqlExApcLte3: an executive (Ex) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20008, "DDI rule IrqlExPassive: an executive (Ex) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20009, "DDI rule IrqlIoApcLte: an I/O (Io) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000A, "DDI rule IrqlIoPassive1: an I/O (Io) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000B, "DDI rule IrqlIoPassive2: an I/O (Io) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000C, "DDI rule IrqlIoPassive3: an I/O (Io) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000D, "DDI rule IrqlIoPassive4: an I/O (Io) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000E, "DDI rule IrqlIoPassive5: an I/O (Io) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2000F, "DDI rule IrqlKeApcLte: a kernel (Ke) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20010, "DDI rule IrqlKeApcLte: a kernel (Ke) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20011, "DDI rule IrqlKeDispatchLte: a kernel (Ke) routine was called above DISPATCH_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20015, "DDI rule IrqlKeReleaseSpinLock: KeReleaseSpinLock was called at another level than DISPATCH_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20016, "DDI rule IrqlKeSetEvent: KeSetEvent was called at an IRQL its arguments do not allow.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20019, "DDI rule IrqlMmApcLte: a memory (Mm) routine was called above APC_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001A, "DDI rule IrqlMmDispatch: a memory (Mm) routine was called at a wrong IRQL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001B, "DDI rule IrqlObPassive: an object (Ob) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001C, "DDI rule IrqlPsPassive: a process (Ps) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001D, "DDI rule IrqlReturn: a routine of the driver returned at another IRQL than it was called at.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001E, "DDI rule IrqlRtlPassive: a run-time (Rtl) routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x2001F, "DDI rule IrqlZwPassive: a Zw routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20022, "DDI rule IrqlIoDispatch: an I/O (Io) routine was called at a wrong IRQL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20023, "DDI rule IrqlIoRtlZwPassive: an Io, Rtl or Zw routine was called above PASSIVE_LEVEL.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x20024,
            "DDI rule IrqlNtifsApcPassive: a file system routine was called above the level it allows (PASSIVE_LEVEL or APC_LEVEL).",
            Address("text of the rule"), Address("state of the rule")),
        Codes(
            0x20002, 0x20025, "A DDI rule about IRQL was broken: a routine was called at a level it does not allow.",
            Address("text of the rule"), Address("state of the rule")),
        new(
            0x40003, "DDI rule CriticalRegions: critical regions are not entered and left in pairs.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x40006, "DDI rule QueuedSpinLock: queued spin locks are not acquired and released in pairs.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x40007, "DDI rule QueuedSpinLockRelease: a queued spin lock was released that is not held.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x40009, "DDI rule SpinLock: spin locks are not acquired and released in pairs.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x4000A, "DDI rule SpinLockRelease: a spin lock was released that is not held.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x4000E, "DDI rule GuardedRegions: guarded regions are not entered and left in pairs.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x4100B, "DDI rule RequestedPowerIrp: a requested power IRP was mishandled.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x4100F,
            "DDI rule IoSetCompletionExCompleteIrp: an IRP with a routine from IoSetCompletionRoutineEx was not passed on, so the "
            + "memory behind it leaks.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        new(
            0x43006, "DDI rule PnpRemove: IRP_MN_REMOVE_DEVICE was mishandled.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        Codes(
            0x40004, 0x4FFFF, "A DDI compliance rule was broken.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        Codes(
            0x81001, 0x82005, "A rule of AVStream drivers was broken.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        Codes(
            0x91001, 0x9400C, "A rule of NDIS or wireless drivers was broken.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
        Codes(
            0xA001, 0xA00E, "A rule of virtual switch extensions was broken.",
            Address("text of the rule"), Address("state of the rule"), Address("state of the rule")),
    ];
}
