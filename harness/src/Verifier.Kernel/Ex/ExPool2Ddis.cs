using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>
/// ExAllocatePool2, ExAllocatePool3, ExFreePool2 (facts/pool-and-memory-api.md §1.2 and §2). Memory is zeroed unless the flags say
/// otherwise. Tag 0, size 0 (when not verified) and flags that cannot be honoured fail the request; they do not stop the machine.
/// </summary>
internal static class ExPool2Ddis
{
    private const POOL_FLAGS Pools = POOL_FLAGS.POOL_FLAG_NON_PAGED | POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE | POOL_FLAGS.POOL_FLAG_PAGED;

    private const POOL_FLAGS Honoured = Pools | POOL_FLAGS.POOL_FLAG_USE_QUOTA | POOL_FLAGS.POOL_FLAG_UNINITIALIZED
        | POOL_FLAGS.POOL_FLAG_SESSION | POOL_FLAGS.POOL_FLAG_CACHE_ALIGNED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE;

    private const ulong RequiredHalf = 0xFFFF_FFFF;
    private const int ParameterValue = 8;
    private const ulong TypeMask = 0xFF;
    private const ulong OptionalBit = 0x100;
    private const uint AnyNodeOk = 0x8000_0000;

    public static readonly Ddi ExAllocatePool2 = Ddi.Declare(
        "ExAllocatePool2",
        Declaration([PoolFlags(), Size(), Tag()]),
        static (machine, a) => Allocate(machine, a, 0, 0));

    public static readonly Ddi ExAllocatePool3 = Ddi.Declare(
        "ExAllocatePool3",
        Declaration([PoolFlags(), Size(), Tag(), Address("ExtendedParameters"), Value("ExtendedParametersCount")]) with
        {
            Modelled = "priority and NUMA node; secure pool is refused",
        },
        static (machine, a) => Allocate(machine, a, a[3], (uint)a[4]));

    public static readonly Ddi ExFreePool2 = Ddi.DeclareVoid(
        "ExFreePool2",
        new()
        {
            Family = DdiFamily.Pool,
            Parameters = [Address("P"), Tag(), Address("ExtendedParameters"), Value("ExtendedParametersCount")],
            Irql = IrqlRule.ByPool,
            ChecksIrqlItself = true,
            Since = WindowsVersion.Windows11,
            Modelled = "no secure pool",
        },
        static (machine, a) =>
        {
            RequireOrdinary(machine, a[0], (uint)a[3]);
            machine.Pool.Free(a[0], new PoolTag((uint)a[1]));
        });

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

    private static DdiDeclaration Declaration(DdiParameter[] parameters) => new()
    {
        Family = DdiFamily.Pool,
        Parameters = parameters,
        Irql = IrqlRule.ByPool,
        ChecksIrqlItself = true,
        Check = static (machine, a) => Check(machine, a),
        Failure = FailureContract.Null with { ByArguments = ShapeOfFlags },
        Since = WindowsVersion.Windows10_2004,

        // Whether "ExAllocatePoolWithXXX" means these is not stated; Driver Verifier's purpose says so (our choice).
        LowResourcesSince = WindowsVersion.Windows10_2004,
    };

    /// <summary>A request that is refused however much memory there is cannot fail for lack of it.</summary>
    private static FailureShape ShapeOfFlags(ReadOnlySpan<ulong> a)
    {
        var flags = (POOL_FLAGS)a[0];
        if (a[2] == 0 || !TryTranslate(flags, out _))
        {
            return FailureShape.CannotFail;
        }

        return (flags & POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE) != 0 ? FailureShape.Raise : FailureShape.Null;
    }

    private static void Check(Machine machine, ReadOnlySpan<ulong> a)
    {
        if (TryTranslate((POOL_FLAGS)a[0], out var type))
        {
            machine.Pool.CheckIrql(new PoolRequest(type, a[1], new PoolTag((uint)a[2])));
        }
    }

    private static ulong Allocate(Machine machine, ReadOnlySpan<ulong> a, ulong parameters, uint count)
    {
        var (flags, bytes, tag) = ((POOL_FLAGS)a[0], a[1], new PoolTag((uint)a[2]));
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
        return address != 0 ? address : Fail(flags, status);
    }

    private static ulong Fail(POOL_FLAGS flags, NTSTATUS status) =>
        (flags & POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE) == 0 ? 0UL : throw new KernelException(status);

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
