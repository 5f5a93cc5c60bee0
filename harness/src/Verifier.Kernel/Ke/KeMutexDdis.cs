using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Mutexes and semaphores (facts/wdm-io.md §4). They are acquired by waiting for them.</summary>
internal static class KeMutexDdis
{
    private const string NoLockUntilWait = "Wait = TRUE does not keep the dispatcher locked until the next wait";
    private const int ReleaseWait = 3;

    private static readonly DdiDeclaration OnMutex = new() { Parameters = [Address("Mutex")], Irql = IrqlRule.Dispatch };

    public static readonly Ddi KeInitializeMutex = Ddi.DeclareVoid(
        "KeInitializeMutex",
        new() { Parameters = [Address("Mutex"), Value("Level")] },
        (machine, a) => machine.Mutexes.Initialise(a[0]));

    public static readonly Ddi KeReleaseMutex = Ddi.Declare(
        "KeReleaseMutex",
        OnMutex with { Parameters = [Address("Mutex"), Value("Wait")], Modelled = NoLockUntilWait },
        (machine, a) => (ulong)machine.Mutexes.Release(a[0]));

    public static readonly Ddi KeReadStateMutex = Ddi.Declare(
        "KeReadStateMutex", OnMutex, (machine, a) => (ulong)machine.Dispatcher.SignalState(a[0]));

    public static readonly Ddi KeInitializeSemaphore = Ddi.DeclareVoid(
        "KeInitializeSemaphore",
        new() { Parameters = [Address("Semaphore"), Value("Count"), Value("Limit")], Irql = IrqlRule.Passive },
        (machine, a) => machine.Mutexes.InitialiseSemaphore(a[0], (int)a[1], (int)a[2]));

    public static readonly Ddi KeReleaseSemaphore = Ddi.Declare(
        "KeReleaseSemaphore",
        new()
        {
            Parameters = [Address("Semaphore"), Value("Increment"), Value("Adjustment"), Value("Wait")],
            Irql = IrqlRule.Dispatch.Or(KIRQL.APC_LEVEL, IrqlCondition.WaitFollows, ReleaseWait),
            Modelled = $"no priority boost; {NoLockUntilWait}",
        },
        (machine, a) => (ulong)machine.Mutexes.ReleaseSemaphore(a[0], (int)a[2]));

    public static readonly Ddi KeReadStateSemaphore = Ddi.Declare(
        "KeReadStateSemaphore",
        new() { Parameters = [Address("Semaphore")] },
        (machine, a) => (ulong)machine.Dispatcher.SignalState(a[0]));
}
