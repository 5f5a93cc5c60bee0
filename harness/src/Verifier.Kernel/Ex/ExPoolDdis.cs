using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Pool allocation and free (facts/pool-and-memory-api.md §2): the routines that every Windows has.</summary>
internal static class ExPoolDdis
{
    // Deprecated in Windows 10 version 2004 (facts/pool-and-memory-api.md §2).
    private static readonly DdiSuccessor Pool2 = new(WindowsVersion.Windows10_2004, "ExAllocatePool2", "Updating Deprecated ExAllocatePool Calls to ExAllocatePool2 and ExAllocatePool3");
    private static readonly DdiSuccessor Pool3 = Pool2 with { Name = "ExAllocatePool3" };

    public static readonly Ddi ExAllocatePoolWithTag = Allocate("ExAllocatePoolWithTag", [PoolType(), Size(), Tag()], FlaggedFailure());

    public static readonly Ddi ExAllocatePool = Ddi.Declare(
        "ExAllocatePool",
        Declaration([PoolType(), Size()], FailureContract.Null) with { Successor = Pool2, Check = static (machine, a) => machine.Pool.Check(Untagged(a)) },
        static (machine, a) =>
        {
            machine.Pool.TryAllocate(Untagged(a), out var address);
            return address;
        });

    public static readonly Ddi ExAllocatePoolWithTagPriority = Ddi.Declare(
        "ExAllocatePoolWithTagPriority",
        Declaration([PoolType(), Size(), Tag(), Value("Priority")], FlaggedFailure()) with { Successor = Pool3 },
        static (machine, a) =>
        {
            var type = (POOL_TYPE)a[0];
            var request = new PoolRequest(type, a[1], new PoolTag((uint)a[2]))
            {
                Options = machine.Pool.ZeroOption(type) | PoolRequestOptions.HasPriority,
                Priority = (EX_POOL_PRIORITY)a[3],
            };
            var status = machine.Pool.TryAllocate(request, out var address);
            return address != 0 || !type.RaisesOnFailure() ? address : throw new KernelException(status);
        });

    public static readonly Ddi ExAllocatePoolWithQuota = Ddi.Declare(
        "ExAllocatePoolWithQuota",
        Declaration([PoolType(), Size()], QuotaFailure()) with
        {
            Successor = Pool2,
            Check = static (machine, a) => machine.Pool.Check(Untagged(a)),
        },
        static (machine, a) => AllocateWithQuota(machine, Untagged(a)));

    public static readonly Ddi ExAllocatePoolWithQuotaTag = Ddi.Declare(
        "ExAllocatePoolWithQuotaTag",
        Declaration([PoolType(), Size(), Tag()], QuotaFailure()) with { Successor = Pool2 },
        static (machine, a) => AllocateWithQuota(machine, Tagged(a) with { Options = machine.Pool.ZeroOption((POOL_TYPE)a[0]) }));

    public static readonly Ddi ExFreePool = Ddi.Declare(
        "ExFreePool",
        new() { Family = DdiFamily.Pool, Parameters = [Address("P")], Irql = IrqlRule.ByPool, ChecksIrqlItself = true },
        static (machine, a) =>
        {
            machine.Pool.Free(a[0]);
            return 0;
        });

    public static readonly Ddi ExFreePoolWithTag = Ddi.Declare(
        "ExFreePoolWithTag",
        new() { Family = DdiFamily.Pool, Parameters = [Address("P"), Tag()], Irql = IrqlRule.ByPool, ChecksIrqlItself = true },
        static (machine, a) =>
        {
            machine.Pool.Free(a[0], new PoolTag((uint)a[1]));
            return 0;
        });

    // The inline functions of the 10-2004 headers, under their names for rules and tools; their calls arrive as what they expand to.
    public static readonly Ddi ExAllocatePoolZero = Macro("ExAllocatePoolZero", ExAllocatePoolWithTag);

    public static readonly Ddi ExAllocatePoolUninitialized = Macro("ExAllocatePoolUninitialized", ExAllocatePoolWithTag);

    public static readonly Ddi ExAllocatePoolQuotaZero = Macro("ExAllocatePoolQuotaZero", ExAllocatePoolWithQuotaTag);

    public static readonly Ddi ExAllocatePoolQuotaUninitialized = Macro("ExAllocatePoolQuotaUninitialized", ExAllocatePoolWithQuotaTag);

    public static readonly Ddi ExAllocatePoolPriorityZero = Macro("ExAllocatePoolPriorityZero", ExAllocatePoolWithTagPriority);

    public static readonly Ddi ExAllocatePoolPriorityUninitialized =
        Macro("ExAllocatePoolPriorityUninitialized", ExAllocatePoolWithTagPriority);

    private static FailureContract FlaggedFailure() =>
        FailureContract.Null with { ByArguments = ShapeOfRaiseFlag, Crash = StopForMustSucceed };

    private static FailureShape ShapeOfRaiseFlag(ReadOnlySpan<ulong> arguments) =>
        ((POOL_TYPE)arguments[0]).IsMustSucceed() ? FailureShape.Stop
        : ((POOL_TYPE)arguments[0]).RaisesOnFailure() ? FailureShape.Raise : FailureShape.Null;

    private static void StopForMustSucceed(Machine machine, ReadOnlySpan<ulong> arguments) =>
        throw machine.Pool.MustSucceedFailed(arguments[1]);

    // Only what is charged can exceed the quota, and only a call that raises says which of the two ran short.
    private static FailureContract QuotaFailure() => FailureContract.Raises with
    {
        ByArguments = ShapeOfQuotaFlag,
        Alternatives = [FailureShape.QuotaExceeded],
        MoreByArguments = (machine, a) =>
            ShapeOfQuotaFlag(a) == FailureShape.Raise && machine.Pool.IsQuotaCharged(a[1]) ? [FailureShape.QuotaExceeded] : [],
    };

    private static FailureShape ShapeOfQuotaFlag(ReadOnlySpan<ulong> arguments) =>
        ((POOL_TYPE)arguments[0]).FailsInsteadOfRaising() ? FailureShape.Null : FailureShape.Raise;

    private static Ddi Allocate(string name, DdiParameter[] parameters, FailureContract failure) => Ddi.Declare(
        name,
        Declaration(parameters, failure) with { Successor = Pool2 },
        static (machine, a) => machine.Pool.Allocate((POOL_TYPE)a[0], a[1], new PoolTag((uint)a[2])));

    private static Ddi Macro(string name, Ddi export) => Ddi.Declare(
        name,
        Declaration([.. export.Parameters], export.Failure) with { ExpandsTo = export.Name, LowResourcesSince = null },
        export.Body!);

    private static DdiDeclaration Declaration(DdiParameter[] parameters, FailureContract failure) => new()
    {
        Family = DdiFamily.Pool,
        Parameters = parameters,
        Irql = IrqlRule.ByPool,
        ChecksIrqlItself = true,
        Check = static (machine, a) => machine.Pool.Check(Tagged(a)),
        Failure = failure,
        LowResourcesSince = WindowsVersion.Windows2000,
    };

    private static PoolRequest Tagged(ReadOnlySpan<ulong> a) => new((POOL_TYPE)a[0], a[1], new PoolTag((uint)a[2]));

    private static PoolRequest Untagged(ReadOnlySpan<ulong> a) =>
        new((POOL_TYPE)a[0], a[1], PoolTag.None) { Options = PoolRequestOptions.Untagged };

    private static ulong AllocateWithQuota(Machine machine, in PoolRequest request)
    {
        var status = machine.Pool.TryAllocate(request with { Options = request.Options | PoolRequestOptions.Quota }, out var address);
        return address != 0 || request.Type.FailsInsteadOfRaising() ? address : throw new KernelException(status);
    }
}
