using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Pool allocation and free (facts/pool-and-memory-api.md §2).</summary>
internal static class ExPoolDdis
{
    public static readonly Ddi ExAllocatePoolWithTag = Ddi.Declare(
        "ExAllocatePoolWithTag",
        new()
        {
            Family = DdiFamily.Pool,
            Parameters = [PoolType(), Size(), Tag()],
            Irql = IrqlRule.ByPool,
            ChecksIrqlItself = true,
            Failure = FailureContract.Null with { ByArguments = RaiseFlagOfType },
            LowResourcesSince = WindowsVersion.Windows2000,
        },
        (machine, a) => machine.Pool.Allocate((POOL_TYPE)a[0], a[1], new PoolTag((uint)a[2])));

    public static readonly Ddi ExFreePool = Ddi.Declare(
        "ExFreePool",
        new() { Family = DdiFamily.Pool, Parameters = [Address("P")], Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, a) =>
        {
            machine.Pool.Free(a[0], null);
            return 0;
        });

    public static readonly Ddi ExFreePoolWithTag = Ddi.Declare(
        "ExFreePoolWithTag",
        new() { Family = DdiFamily.Pool, Parameters = [Address("P"), Tag()], Irql = IrqlRule.Dispatch, ChecksIrqlItself = true },
        (machine, a) =>
        {
            machine.Pool.Free(a[0], new PoolTag((uint)a[1]));
            return 0;
        });

    private static FailureShape RaiseFlagOfType(ReadOnlySpan<ulong> arguments) =>
        ((POOL_TYPE)arguments[0]).RaisesOnFailure() ? FailureShape.Raise : FailureShape.Null;
}
