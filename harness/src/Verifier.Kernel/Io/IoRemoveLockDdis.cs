using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Remove locks (facts/wdm-io.md §4). The headers' macros add the size of the lock, which only a checked build looks at.</summary>
internal static class IoRemoveLockDdis
{
    private static readonly DdiDeclaration Initialising = new()
    {
        Parameters =
        [
            Address("Lock"), Tag("AllocateTag"), Value("MaxLockedMinutes"), Value("HighWatermark"), Value("RemlockSize"),
        ],
        Irql = IrqlRule.Passive,
        Modelled = "as a free build does: no limits of time and count",
    };

    private static readonly DdiDeclaration Acquiring = new()
    {
        Parameters = [Address("RemoveLock"), Address("Tag"), Address("File"), Value("Line"), Value("RemlockSize")],
        Irql = IrqlRule.Dispatch,
    };

    private static readonly DdiDeclaration Releasing = new()
    {
        Parameters = [Address("RemoveLock"), Address("Tag"), Value("RemlockSize")],
        Irql = IrqlRule.Dispatch,
    };

    private static readonly DdiDeclaration Waiting = Releasing with { Irql = IrqlRule.Passive };

    public static readonly Ddi IoInitializeRemoveLockEx = Ddi.DeclareVoid(
        "IoInitializeRemoveLockEx", Initialising, (machine, a) => machine.Io.RemoveLocks.Initialise(a[0]));

    public static readonly Ddi IoInitializeRemoveLock = Ddi.DeclareVoid(
        "IoInitializeRemoveLock",
        Initialising with { ExpandsTo = "IoInitializeRemoveLockEx" },
        (machine, a) => machine.Io.RemoveLocks.Initialise(a[0]));

    public static readonly Ddi IoAcquireRemoveLockEx = Ddi.Declare(
        "IoAcquireRemoveLockEx", Acquiring, (machine, a) => machine.Io.RemoveLocks.Acquire(a[0], a[1]).Value);

    public static readonly Ddi IoAcquireRemoveLock = Ddi.Declare(
        "IoAcquireRemoveLock",
        Acquiring with { ExpandsTo = "IoAcquireRemoveLockEx" },
        (machine, a) => machine.Io.RemoveLocks.Acquire(a[0], a[1]).Value);

    public static readonly Ddi IoReleaseRemoveLockEx = Ddi.DeclareVoid(
        "IoReleaseRemoveLockEx", Releasing, (machine, a) => machine.Io.RemoveLocks.Release(a[0], a[1]));

    public static readonly Ddi IoReleaseRemoveLock = Ddi.DeclareVoid(
        "IoReleaseRemoveLock",
        Releasing with { ExpandsTo = "IoReleaseRemoveLockEx" },
        (machine, a) => machine.Io.RemoveLocks.Release(a[0], a[1]));

    public static readonly Ddi IoReleaseRemoveLockAndWaitEx = Ddi.Declare(
        "IoReleaseRemoveLockAndWaitEx", Waiting, (machine, a) => machine.Io.RemoveLocks.ReleaseAndWait(a[0], a[1]));

    public static readonly Ddi IoReleaseRemoveLockAndWait = Ddi.Declare(
        "IoReleaseRemoveLockAndWait",
        Waiting with { ExpandsTo = "IoReleaseRemoveLockAndWaitEx" },
        (machine, a) => machine.Io.RemoveLocks.ReleaseAndWait(a[0], a[1]));
}
