namespace Verifier.Kernel;

/// <summary>
/// At which IRQL a routine may be called: up to a level, up to a lower one when the memory is paged, or at exactly one.
/// </summary>
public readonly record struct IrqlRule(KIRQL Lowest, KIRQL Highest, KIRQL HighestForPaged)
{
    /// <summary>Any IRQL.</summary>
    public static readonly IrqlRule Any = AtMost(KIRQL.HIGH_LEVEL);

    /// <summary>PASSIVE_LEVEL only.</summary>
    public static readonly IrqlRule Passive = AtMost(KIRQL.PASSIVE_LEVEL);

    /// <summary>Up to APC_LEVEL.</summary>
    public static readonly IrqlRule Apc = AtMost(KIRQL.APC_LEVEL);

    /// <summary>Up to DISPATCH_LEVEL.</summary>
    public static readonly IrqlRule Dispatch = AtMost(KIRQL.DISPATCH_LEVEL);

    /// <summary>Exactly DISPATCH_LEVEL.</summary>
    public static readonly IrqlRule ExactlyDispatch = new(KIRQL.DISPATCH_LEVEL, KIRQL.DISPATCH_LEVEL, KIRQL.DISPATCH_LEVEL);

    /// <summary>Up to DISPATCH_LEVEL, or APC_LEVEL when the pool type asked for is paged.</summary>
    public static readonly IrqlRule ByPool = new(KIRQL.PASSIVE_LEVEL, KIRQL.DISPATCH_LEVEL, KIRQL.APC_LEVEL);

    /// <summary>Up to a level.</summary>
    public static IrqlRule AtMost(KIRQL highest) => new(KIRQL.PASSIVE_LEVEL, highest, highest);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Lowest == Highest && Lowest != KIRQL.PASSIVE_LEVEL)
        {
            return $"= {Highest}";
        }

        if (HighestForPaged < Highest)
        {
            return $"<= {Highest}, paged <= {HighestForPaged}";
        }

        return Highest == KIRQL.HIGH_LEVEL ? "any" : Highest == KIRQL.PASSIVE_LEVEL ? "PASSIVE_LEVEL" : $"<= {Highest}";
    }
}
