using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Cancel-safe queues (facts/wdm-io.md §3).</summary>
internal static class IoCsqDdis
{
    private static readonly DdiParameter[] CsqRoutines =
    [
        Address("Csq"), Address("CsqInsertIrp"), Address("CsqRemoveIrp"), Address("CsqPeekNextIrp"), Address("CsqAcquireLock"),
        Address("CsqReleaseLock"), Address("CsqCompleteCanceledIrp"),
    ];

    public static readonly Ddi IoCsqInitialize = Ddi.Declare(
        "IoCsqInitialize",
        new() { Parameters = CsqRoutines, Since = WindowsVersion.WindowsXP },
        (machine, a) => InitializeCsq(machine, a, false));

    public static readonly Ddi IoCsqInitializeEx = Ddi.Declare(
        "IoCsqInitializeEx",
        new() { Parameters = CsqRoutines, Since = WindowsVersion.Server2003 },
        (machine, a) => InitializeCsq(machine, a, true));

    public static readonly Ddi IoCsqInsertIrp = Ddi.Declare(
        "IoCsqInsertIrp",
        new() { Parameters = [Address("Csq"), Address("Irp"), Address("Context")], Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Io.CancelSafeQueues.Insert(a[0], a[1], a[2], 0));

    public static readonly Ddi IoCsqInsertIrpEx = Ddi.Declare(
        "IoCsqInsertIrpEx",
        new()
        {
            Parameters = [Address("Csq"), Address("Irp"), Address("Context"), Address("InsertContext")],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.Server2003,
        },
        (machine, a) => machine.Io.CancelSafeQueues.Insert(a[0], a[1], a[2], a[3]));

    public static readonly Ddi IoCsqRemoveIrp = Ddi.Declare(
        "IoCsqRemoveIrp",
        new() { Parameters = [Address("Csq"), Address("Context")], Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Io.CancelSafeQueues.Remove(a[0], a[1]));

    public static readonly Ddi IoCsqRemoveNextIrp = Ddi.Declare(
        "IoCsqRemoveNextIrp",
        new() { Parameters = [Address("Csq"), Address("PeekContext")], Irql = IrqlRule.Dispatch, Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Io.CancelSafeQueues.RemoveNext(a[0], a[1]));

    private static ulong InitializeCsq(Machine machine, ReadOnlySpan<ulong> a, bool isEx)
    {
        machine.Io.CancelSafeQueues.Initialize(a[0], isEx, a[1..7]);
        return NTSTATUS.STATUS_SUCCESS.Value;
    }
}
