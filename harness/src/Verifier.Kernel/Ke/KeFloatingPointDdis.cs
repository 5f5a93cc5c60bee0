using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>The floating-point state of a thread. IRQL: up to DISPATCH_LEVEL.</summary>
internal static class KeFloatingPointDdis
{
    public static readonly Ddi KeSaveFloatingPointState = Ddi.Declare(
        "KeSaveFloatingPointState",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("FloatSave")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.InsufficientResources with { InContext = FloatingPointStates.AreSaved },
            Modelled = "x86 saves a state; elsewhere there is none, and saving cannot fail",
        },
        (machine, a) => machine.FloatingPoint.Save(a[0]).Value);

    public static readonly Ddi KeRestoreFloatingPointState = Ddi.Declare(
        "KeRestoreFloatingPointState",
        new() { Parameters = [Address("FloatSave")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.FloatingPoint.Restore(a[0]).Value);
}
