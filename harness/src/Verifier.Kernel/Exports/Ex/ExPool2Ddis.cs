namespace Verifier.Kernel;

/// <summary>
/// ExAllocatePool2, ExAllocatePool3, ExFreePool2 (harness/docs/facts/memory.md#pool-flags, #pool-routines). Memory is zeroed unless the
/// flags say otherwise. Tag 0, size 0 (when not verified) and flags that cannot be honoured fail the request; they do not stop the machine.
/// </summary>
internal static class ExPool2Ddis
{
    private const POOL_FLAGS Pools = POOL_FLAGS.POOL_FLAG_NON_PAGED | POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE | POOL_FLAGS.POOL_FLAG_PAGED;

    private const POOL_FLAGS Honoured = Pools | POOL_FLAGS.POOL_FLAG_USE_QUOTA | POOL_FLAGS.POOL_FLAG_UNINITIALIZED
        | POOL_FLAGS.POOL_FLAG_SESSION | POOL_FLAGS.POOL_FLAG_CACHE_ALIGNED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE;

    // Whether "ExAllocatePoolWithXXX" means these is not stated; Driver Verifier's purpose says so (our choice).
    private const WindowsVersion LowResources = WindowsVersion.Windows10_2004;

    private const ulong RequiredHalf = 0xFFFF_FFFF;
    private const int ParameterValue = 8;
    private const ulong TypeMask = 0xFF;
    private const ulong OptionalBit = 0x100;
    private const uint AnyNodeOk = 0x8000_0000;

    /// <summary>
    /// Allocates zeroed pool (10-2004 and later). Returns NULL when memory is short, and for tag 0, size 0 or flags that cannot be
    /// honoured; raises instead with POOL_FLAG_RAISE_ON_FAILURE.
    /// </summary>
    [Ddi(Family = DdiFamily.Pool, Since = WindowsVersion.Windows10_2004, LowResourcesSince = LowResources, Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfFlags))]
    [Checks(nameof(Check))]
    public static Pointer ExAllocatePool2(Machine machine, POOL_FLAGS flags, [Size] ulong numberOfBytes, PoolTag tag) =>
        Allocate(machine, flags, numberOfBytes, tag, 0, 0);

    /// <summary>As <see cref="ExAllocatePool2"/>, with an array of POOL_EXTENDED_PARAMETER.</summary>
    [Ddi(
        Family = DdiFamily.Pool,
        Since = WindowsVersion.Windows10_2004,
        LowResourcesSince = LowResources,
        Modelled = "priority and NUMA node; secure pool is refused",
        Allocates = MemoryKind.Pool)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    [Fails(FailureShape.Null, ByArguments = nameof(ShapeOfFlags))]
    [Checks(nameof(Check))]
    public static Pointer ExAllocatePool3(
        Machine machine,
        POOL_FLAGS flags,
        [Size] ulong numberOfBytes,
        PoolTag tag,
        Pointer extendedParameters,
        uint extendedParametersCount) =>
        Allocate(machine, flags, numberOfBytes, tag, extendedParameters, extendedParametersCount);

    /// <summary>As ExFreePoolWithTag (Server 2022 and later).</summary>
    [Ddi(
        Family = DdiFamily.Pool,
        Since = WindowsVersion.Windows11,
        Modelled = "no secure pool",
        Frees = MemoryKind.Pool | MemoryKind.MdlPages)]
    [Irql(IrqlCondition.Paged, ChecksItself = true)]
    public static void ExFreePool2(
        Machine machine, Pointer p, PoolTag tag, Pointer extendedParameters = default, uint extendedParametersCount = 0)
    {
        RequireOrdinary(machine, p, extendedParametersCount);
        machine.Pool.Free(p, tag);
    }

    // Its page: ordinary memory has no extended parameters, and a wrong count stops the machine. The sub-code is our choice.
    private static void RequireOrdinary(Machine machine, ulong address, uint count)
    {
        if (count != 0)
        {
            throw machine.BugCheck(
                Stops.PoolCaller.NotABlock(address),
                $"ExFreePool2 was given {Counted.Of(count, "extended parameter")} for memory that is not of a secure pool.");
        }
    }

    /// <summary>A request that is refused however much memory there is cannot fail for lack of it.</summary>
    internal static FailureShape ShapeOfFlags(POOL_FLAGS flags, PoolTag tag)
    {
        if (tag.Value == 0 || !TryTranslate(flags, out _))
        {
            return FailureShape.CannotFail;
        }

        return (flags & POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE) != 0 ? FailureShape.Raise : FailureShape.Null;
    }

    internal static void Check(Machine machine, POOL_FLAGS flags, ulong numberOfBytes, PoolTag tag)
    {
        if (TryTranslate(flags, out var type))
        {
            machine.Pool.CheckIrql(new PoolRequest(type, numberOfBytes, tag));
        }
    }

    private static Pointer Allocate(Machine machine, POOL_FLAGS flags, ulong bytes, PoolTag tag, ulong parameters, uint count)
    {
        var isVerified = machine.VerifierOptions != DriverVerifierOptions.None;
        if (!TryTranslate(flags, out var type) || tag.Value == 0 || (bytes == 0 && !isVerified))
        {
            return Fail(flags, NTSTATUS.STATUS_INVALID_PARAMETER);
        }

        var request = new PoolRequest(type, bytes, tag) { Options = OptionsOf(flags) };
        if (!TryReadParameters(machine, parameters, count, ref request))
        {
            return Fail(flags, NTSTATUS.STATUS_INVALID_PARAMETER);
        }

        var status = machine.Pool.TryAllocate(request, out var address);
        return address != 0 ? new Pointer(machine, address) : Fail(flags, status);
    }

    private static Pointer Fail(POOL_FLAGS flags, NTSTATUS status) =>
        (flags & POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE) == 0 ? Pointer.Null : throw new KernelException(status);

    /// <summary>The pool type that the flags ask for; false where they name no pool, two, or ask what cannot be done.</summary>
    private static bool TryTranslate(POOL_FLAGS flags, out POOL_TYPE type)
    {
        type = (flags & Pools) switch
        {
            POOL_FLAGS.POOL_FLAG_NON_PAGED => POOL_TYPE.NonPagedPoolNx,
            POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE => POOL_TYPE.NonPagedPool,
            POOL_FLAGS.POOL_FLAG_PAGED => POOL_TYPE.PagedPool,
            _ => POOL_TYPE.DontUseThisType,
        };
        var isKnown = type != POOL_TYPE.DontUseThisType && ((ulong)(flags & ~Honoured) & RequiredHalf) == 0;
        type |= (flags & POOL_FLAGS.POOL_FLAG_SESSION) != 0 ? POOL_TYPE.NonPagedPoolSession : default;
        type |= (flags & POOL_FLAGS.POOL_FLAG_CACHE_ALIGNED) != 0 ? POOL_TYPE.NonPagedPoolCacheAligned : default;
        return isKnown;
    }

    private static PoolRequestOptions OptionsOf(POOL_FLAGS flags) =>
        ((flags & POOL_FLAGS.POOL_FLAG_UNINITIALIZED) == 0 ? PoolRequestOptions.Zero : default)
        | ((flags & POOL_FLAGS.POOL_FLAG_USE_QUOTA) != 0 ? PoolRequestOptions.Quota : default)
        | ((flags & POOL_FLAGS.POOL_FLAG_SPECIAL_POOL) != 0 ? PoolRequestOptions.Special : default);

    /// <summary>Reads POOL_EXTENDED_PARAMETERs from the driver's memory; false where one that is not optional cannot be honoured.</summary>
    private static bool TryReadParameters(Machine machine, ulong parameters, uint count, ref PoolRequest request)
    {
        for (var i = 0U; i < count; i++, parameters += PoolExtendedParameter.Bytes)
        {
            var kind = machine.Memory.Read<ulong>(parameters);
            var value = machine.Memory.Read<ulong>(parameters + ParameterValue);
            if (!Honours((POOL_EXTENDED_PARAMETER_TYPE)(kind & TypeMask), value, ref request) && (kind & OptionalBit) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Honours(POOL_EXTENDED_PARAMETER_TYPE type, ulong value, ref PoolRequest request)
    {
        switch (type)
        {
            case POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterPriority:
                request = request with { Options = request.Options | PoolRequestOptions.HasPriority, Priority = (EX_POOL_PRIORITY)value };
                return true;
            case POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterNumaNode:
                // The machine has one node.
                return !request.Type.IsPaged() && ((uint)value == 0 || ((uint)value & AnyNodeOk) != 0);
            default:
                return false;
        }
    }
}
