using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Interception;

/// <summary>One call as the rules see it. Reads the arguments by the DDI's declaration; the stack only if a rule asks for it.</summary>
internal ref struct CallSite
{
    private readonly ReadOnlySpan<ulong> _arguments;
    private DriverStack? _stack;

    public CallSite(Machine machine, OperationLog operations, DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments, long ordinal)
    {
        Machine = machine;
        Operations = operations;
        _arguments = arguments;
        Caller = caller;
        Ddi = ddi;
        Ordinal = ordinal;
    }

    public DriverImage Caller { get; }

    public Ddi Ddi { get; }

    /// <summary>Position among the run's interceptable calls, 1-based.</summary>
    public long Ordinal { get; }

    public Machine Machine { get; }

    public OperationLog Operations { get; }

    public readonly ulong? Size => Ddi.SizeParameter >= 0 ? _arguments[Ddi.SizeParameter] : null;

    public readonly PoolTag? Tag => Ddi.TagParameter >= 0 ? new PoolTag((uint)_arguments[Ddi.TagParameter]) : default(PoolTag?);

    public readonly PoolKind? Pool
    {
        get
        {
            if (Ddi.PoolParameter < 0)
            {
                return null;
            }

            var value = _arguments[Ddi.PoolParameter];
            var paged = Ddi.Parameters[Ddi.PoolParameter].Kind == ParameterKind.PoolFlags
                ? ((POOL_FLAGS)value & POOL_FLAGS.POOL_FLAG_PAGED) != 0
                : ((POOL_TYPE)value).IsPaged();
            return paged ? PoolKind.Paged : PoolKind.Nonpaged;
        }
    }

    public readonly ReadOnlySpan<ulong> Arguments => _arguments;

    public DriverStack Stack => _stack ??= DriverStack.Capture(Caller);
}
