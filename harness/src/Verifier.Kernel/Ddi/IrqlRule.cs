namespace Verifier.Kernel;

/// <summary>
/// At which IRQL a routine may be called: from a level up to another one, or up to a lower one where a condition holds. HIGH_LEVEL means
/// any IRQL and DEVICE_LEVEL_HIGHEST any device level, however a machine numbers them.
/// </summary>
public readonly record struct IrqlRule(KIRQL Lowest, KIRQL Highest)
{
    /// <summary>Any IRQL.</summary>
    public static readonly IrqlRule Any = AtMost(KIRQL.HIGH_LEVEL);

    /// <summary>Up to DISPATCH_LEVEL.</summary>
    public static readonly IrqlRule Dispatch = AtMost(KIRQL.DISPATCH_LEVEL);

    /// <summary>The highest level where <see cref="When"/> holds; that of the rule where there is no condition.</summary>
    public KIRQL HighestWhen { get; private init; } = Highest;

    /// <summary>The condition under which the lower limit holds.</summary>
    public IrqlCondition When { get; private init; }

    /// <summary>The parameter that decides, counted from 0, for conditions about one.</summary>
    public int Parameter { get; private init; }

    /// <summary>The first Windows version that has the higher limit, for <see cref="IrqlCondition.OlderWindows"/>.</summary>
    public WindowsVersion Since { get; private init; }

    /// <summary>Up to a level.</summary>
    public static IrqlRule AtMost(KIRQL highest) => new(KIRQL.PASSIVE_LEVEL, highest);

    /// <summary>The same rule, with a lower limit where a condition holds.</summary>
    public IrqlRule Or(KIRQL highest, IrqlCondition when, int parameter = 0) =>
        this with { HighestWhen = highest, When = when, Parameter = parameter };

    /// <summary>The same rule, with a lower limit in Windows versions before one.</summary>
    public IrqlRule OrBefore(WindowsVersion since, KIRQL highest) => Or(highest, IrqlCondition.OlderWindows) with { Since = since };

    /// <summary>The rule as lists and messages show it, for example <c>&lt;= DISPATCH_LEVEL, paged &lt;= APC_LEVEL</c>.</summary>
    public override string ToString() => When == IrqlCondition.Never ? Range() : $"{Range()}, {Condition()} {UpTo(HighestWhen)}";

    private string Range()
    {
        if (Lowest == KIRQL.PASSIVE_LEVEL)
        {
            return UpTo(Highest);
        }

        return Lowest == Highest ? $"= {Highest}" : $">= {Lowest}";
    }

    private string Condition() => When switch
    {
        IrqlCondition.Paged => "paged",
        IrqlCondition.UserMode => "user mode",
        IrqlCondition.Blocking => "blocking",
        IrqlCondition.WaitFollows => "Wait = TRUE",
        IrqlCondition.NotD0 => "not D0",
        IrqlCondition.PageableDriver => "pageable driver",
        _ => $"before {Since}",
    };

    private static string UpTo(KIRQL highest) => highest switch
    {
        KIRQL.PASSIVE_LEVEL => nameof(KIRQL.PASSIVE_LEVEL),
        KIRQL.DEVICE_LEVEL_HIGHEST => "<= DIRQL",
        KIRQL.HIGH_LEVEL => "any",
        _ => $"<= {highest}",
    };
}
