namespace Verifier.Kernel;

/// <summary>Pool allocation and free (harness/docs/facts/memory.md#pool-routines): the routines that every Windows has.</summary>
internal static class ExPoolDdis
{
    // Deprecated in Windows 10 version 2004 (harness/docs/facts/memory.md#pool-routines).
    private const string DeprecationPage = "Updating Deprecated ExAllocatePool Calls to ExAllocatePool2 and ExAllocatePool3";

    /// <summary>
    /// Allocates pool; contents are uninitialised. IRQL: up to DISPATCH_LEVEL, paged types up to APC_LEVEL. Returns NULL when memory is
    /// short, or raises STATUS_INSUFFICIENT_RESOURCES with POOL_RAISE_IF_ALLOCATION_FAILURE.
    /// </summary>
    [Ddi(Family = DdiFamily.Pool, LowResourcesSince = WindowsVersion.Windows2000, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    [Superseded(WindowsVersion.Windows10_2004, nameof(ExPool2Ddis.ExAllocatePool2), DeprecationPage)]
    public static Pointer ExAllocatePoolWithTag(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        new(machine, machine.Pool.Allocate(poolType, numberOfBytes, tag));

    /// <summary>Allocates pool without a tag, which is recorded as "None". Obsolete. Returns NULL when memory is short.</summary>
    [Ddi(Family = DdiFamily.Pool, LowResourcesSince = WindowsVersion.Windows2000, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null)]
    [Checks(nameof(CheckUntagged))]
    [Superseded(WindowsVersion.Windows10_2004, nameof(ExPool2Ddis.ExAllocatePool2), DeprecationPage)]
    public static Pointer ExAllocatePool(Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes)
    {
        machine.Pool.TryAllocate(Untagged(poolType, numberOfBytes), out var address);
        return new Pointer(machine, address);
    }

    /// <summary>Allocates pool; the priority says how early it may fail. Otherwise as <see cref="ExAllocatePoolWithTag"/>.</summary>
    [Ddi(Family = DdiFamily.Pool, LowResourcesSince = WindowsVersion.Windows2000, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    [Superseded(WindowsVersion.Windows10_2004, nameof(ExPool2Ddis.ExAllocatePool3), DeprecationPage)]
    public static Pointer ExAllocatePoolWithTagPriority(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority)
    {
        var request = new PoolRequest(poolType, numberOfBytes, tag)
        {
            Options = machine.Pool.ZeroOption(poolType) | PoolRequestOptions.HasPriority,
            Priority = priority,
        };
        var status = machine.Pool.TryAllocate(request, out var address);
        return address != 0 || !poolType.RaisesOnFailure() ? new Pointer(machine, address) : throw new KernelException(status);
    }

    /// <summary>
    /// Allocates pool charged to the requesting process, without a tag. Raises STATUS_QUOTA_EXCEEDED or STATUS_INSUFFICIENT_RESOURCES;
    /// with POOL_QUOTA_FAIL_INSTEAD_OF_RAISE it returns NULL instead.
    /// </summary>
    [Ddi(Family = DdiFamily.Pool, LowResourcesSince = WindowsVersion.Windows2000, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(
        FailureShape.Raise,
        ByArguments = nameof(ShapeOfQuotaFlag),
        Alternatives = [FailureShape.QuotaExceeded],
        MoreByArguments = nameof(MoreShapesOfQuota))]
    [Checks(nameof(CheckUntagged))]
    [Superseded(WindowsVersion.Windows10_2004, nameof(ExPool2Ddis.ExAllocatePool2), DeprecationPage)]
    public static Pointer ExAllocatePoolWithQuota(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes) =>
        AllocateWithQuota(machine, Untagged(poolType, numberOfBytes));

    /// <summary>As <see cref="ExAllocatePoolWithQuota"/>, with a tag.</summary>
    [Ddi(Family = DdiFamily.Pool, LowResourcesSince = WindowsVersion.Windows2000, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(
        FailureShape.Raise,
        ByArguments = nameof(ShapeOfQuotaFlag),
        Alternatives = [FailureShape.QuotaExceeded],
        MoreByArguments = nameof(MoreShapesOfQuota))]
    [Checks(nameof(CheckTagged))]
    [Superseded(WindowsVersion.Windows10_2004, nameof(ExPool2Ddis.ExAllocatePool2), DeprecationPage)]
    public static Pointer ExAllocatePoolWithQuotaTag(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        AllocateWithQuota(machine, new PoolRequest(poolType, numberOfBytes, tag) { Options = machine.Pool.ZeroOption(poolType) });

    /// <summary>Frees a pool block. IRQL: up to DISPATCH_LEVEL, a paged block up to APC_LEVEL. Misuse is a bug check.</summary>
    [Ddi(Family = DdiFamily.Pool, Frees = MemoryKind.Pool | MemoryKind.MdlPages)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    public static void ExFreePool(Machine machine, Pointer p) => machine.Pool.Free(p);

    /// <summary>Frees a pool block that was allocated with this tag; another tag is bug check 0xC2/0x0A.</summary>
    [Ddi(Family = DdiFamily.Pool, Frees = MemoryKind.Pool | MemoryKind.MdlPages)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    public static void ExFreePoolWithTag(Machine machine, Pointer p, PoolTag tag) => machine.Pool.Free(p, tag);

    // The inline functions of the 10-2004 headers, under their names for rules and tools; their calls arrive as what they expand to.

    /// <summary>Macro: ExAllocatePoolWithTag.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithTag))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolZero(Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithTag(machine, poolType, numberOfBytes, tag);

    /// <summary>Macro: ExAllocatePoolWithTag.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithTag))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolUninitialized(Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithTag(machine, poolType, numberOfBytes, tag);

    /// <summary>Macro: ExAllocatePoolWithQuotaTag.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithQuotaTag))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(
        FailureShape.Raise,
        ByArguments = nameof(ShapeOfQuotaFlag),
        Alternatives = [FailureShape.QuotaExceeded],
        MoreByArguments = nameof(MoreShapesOfQuota))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolQuotaZero(Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithQuotaTag(machine, poolType, numberOfBytes, tag);

    /// <summary>Macro: ExAllocatePoolWithQuotaTag.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithQuotaTag))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(
        FailureShape.Raise,
        ByArguments = nameof(ShapeOfQuotaFlag),
        Alternatives = [FailureShape.QuotaExceeded],
        MoreByArguments = nameof(MoreShapesOfQuota))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolQuotaUninitialized(Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag) =>
        ExAllocatePoolWithQuotaTag(machine, poolType, numberOfBytes, tag);

    /// <summary>Macro: ExAllocatePoolWithTagPriority.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithTagPriority))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolPriorityZero(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority) =>
        ExAllocatePoolWithTagPriority(machine, poolType, numberOfBytes, tag, priority);

    /// <summary>Macro: ExAllocatePoolWithTagPriority.</summary>
    [Ddi(Family = DdiFamily.Pool, ExpandsTo = nameof(ExAllocatePoolWithTagPriority))]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfRaiseFlag), Crash = nameof(StopForMustSucceed))]
    [Checks(nameof(CheckTagged))]
    public static Pointer ExAllocatePoolPriorityUninitialized(
        Machine machine, POOL_TYPE poolType, [Size] ulong numberOfBytes, PoolTag tag, EX_POOL_PRIORITY priority) =>
        ExAllocatePoolWithTagPriority(machine, poolType, numberOfBytes, tag, priority);

    internal static FailureShape ShapeOfRaiseFlag(POOL_TYPE poolType) =>
        poolType.IsMustSucceed() ? FailureShape.Stop : poolType.RaisesOnFailure() ? FailureShape.Raise : FailureShape.Null;

    internal static void StopForMustSucceed(Machine machine, ulong numberOfBytes) => throw machine.Pool.MustSucceedFailed(numberOfBytes);

    internal static FailureShape ShapeOfQuotaFlag(POOL_TYPE poolType) =>
        poolType.FailsInsteadOfRaising() ? FailureShape.Null : FailureShape.Raise;

    // Only what is charged can exceed the quota, and only a call that raises says which of the two ran short.
    internal static IReadOnlyList<FailureShape> MoreShapesOfQuota(Machine machine, POOL_TYPE poolType, ulong numberOfBytes) =>
        ShapeOfQuotaFlag(poolType) == FailureShape.Raise && machine.Pool.IsQuotaCharged(numberOfBytes) ? [FailureShape.QuotaExceeded] : [];

    internal static void CheckTagged(Machine machine, POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag) =>
        machine.Pool.Check(new PoolRequest(poolType, numberOfBytes, tag));

    internal static void CheckUntagged(Machine machine, POOL_TYPE poolType, ulong numberOfBytes) =>
        machine.Pool.Check(Untagged(poolType, numberOfBytes));

    private static PoolRequest Untagged(POOL_TYPE type, ulong bytes) =>
        new(type, bytes, PoolTag.None) { Options = PoolRequestOptions.Untagged };

    private static Pointer AllocateWithQuota(Machine machine, in PoolRequest request)
    {
        var status = machine.Pool.TryAllocate(request with { Options = request.Options | PoolRequestOptions.Quota }, out var address);
        return address != 0 || request.Type.FailsInsteadOfRaising() ? new Pointer(machine, address) : throw new KernelException(status);
    }
}
