using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>ERESOURCE. Acquire and release belong into a critical region (0xC4/0x37, 0x38).</summary>
internal static class ExSyncResourceDdis
{
    private static readonly DdiDeclaration OnResource = new() { Parameters = [Address("Resource")], Irql = IrqlRule.Dispatch };

    private static readonly DdiDeclaration Acquiring = new()
    {
        Parameters = [Address("Resource"), Value("Wait")],
        Irql = IrqlRule.Apc,
        Modelled = "no priority boost of owners",
    };

    public static readonly Ddi ExInitializeResourceLite = Ddi.Declare(
        "ExInitializeResourceLite", OnResource, (machine, a) => machine.SharedResources.Initialise(a[0]).Value);

    public static readonly Ddi ExReinitializeResourceLite = Ddi.Declare(
        "ExReinitializeResourceLite", OnResource, (machine, a) => machine.SharedResources.Reinitialise(a[0]).Value);

    public static readonly Ddi ExDeleteResourceLite = Ddi.Declare(
        "ExDeleteResourceLite", OnResource with { Irql = IrqlRule.Apc }, (machine, a) => machine.SharedResources.Delete(a[0]).Value);

    public static readonly Ddi ExAcquireResourceExclusiveLite = Ddi.Declare(
        "ExAcquireResourceExclusiveLite",
        Acquiring,
        (machine, a) => machine.SharedResources.Acquire(a[0], exclusive: true, (byte)a[1] != 0));

    public static readonly Ddi ExAcquireResourceSharedLite = Ddi.Declare(
        "ExAcquireResourceSharedLite",
        Acquiring,
        (machine, a) => machine.SharedResources.Acquire(a[0], exclusive: false, (byte)a[1] != 0));

    public static readonly Ddi ExAcquireSharedStarveExclusive = Ddi.Declare(
        "ExAcquireSharedStarveExclusive",
        Acquiring,
        (machine, a) => machine.SharedResources.Acquire(a[0], exclusive: false, (byte)a[1] != 0, starveExclusive: true));

    public static readonly Ddi ExReleaseResourceLite = Ddi.DeclareVoid(
        "ExReleaseResourceLite", OnResource, (machine, a) => machine.SharedResources.Release(a[0]));

    public static readonly Ddi ExReleaseResourceForThreadLite = Ddi.DeclareVoid(
        "ExReleaseResourceForThreadLite",
        OnResource with { Parameters = [Address("Resource"), Value("ResourceThreadId")] },
        (machine, a) => machine.SharedResources.ReleaseForThread(a[0], a[1]));

    public static readonly Ddi ExConvertExclusiveToSharedLite = Ddi.DeclareVoid(
        "ExConvertExclusiveToSharedLite", OnResource with { Irql = IrqlRule.Apc }, (machine, a) => machine.SharedResources.ConvertToShared(a[0]));

    public static readonly Ddi ExIsResourceAcquiredExclusiveLite = Ddi.Declare(
        "ExIsResourceAcquiredExclusiveLite", OnResource, (machine, a) => machine.SharedResources.IsExclusive(a[0]) ? 1UL : 0);

    public static readonly Ddi ExIsResourceAcquiredSharedLite = Ddi.Declare(
        "ExIsResourceAcquiredSharedLite", OnResource, (machine, a) => (ulong)machine.SharedResources.CountOf(a[0]));

    public static readonly Ddi ExGetExclusiveWaiterCount = Ddi.Declare(
        "ExGetExclusiveWaiterCount", OnResource, (machine, a) => (ulong)machine.SharedResources.Waiters(a[0], exclusive: true));

    public static readonly Ddi ExGetSharedWaiterCount = Ddi.Declare(
        "ExGetSharedWaiterCount", OnResource, (machine, a) => (ulong)machine.SharedResources.Waiters(a[0], exclusive: false));
}
