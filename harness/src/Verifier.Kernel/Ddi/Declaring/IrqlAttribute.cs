namespace Verifier.Kernel;

/// <summary>
/// At which IRQL a DDI may be called: up to a level. HIGH_LEVEL means any IRQL, DEVICE_LEVEL_HIGHEST any device level. See
/// <see cref="IrqlRule"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IrqlAttribute(KIRQL highest) : Attribute
{
    /// <summary>Up to DISPATCH_LEVEL, or up to APC_LEVEL where a condition holds.</summary>
    public IrqlAttribute(IrqlCondition condition)
        : this(KIRQL.DISPATCH_LEVEL)
    {
        Lower = KIRQL.APC_LEVEL;
        When = condition;
    }

    /// <summary>The highest level.</summary>
    public KIRQL Highest { get; } = highest;

    /// <summary>The lowest level.</summary>
    public KIRQL Lowest { get; init; }

    /// <summary>The highest level where <see cref="When"/> holds.</summary>
    public KIRQL Lower { get; init; }

    /// <summary>The condition under which the lower limit holds.</summary>
    public IrqlCondition When { get; init; }

    /// <summary>The name of the parameter that decides, for conditions about one.</summary>
    public string? Parameter { get; init; }

    /// <summary>The first Windows version that has the higher limit, for <see cref="IrqlCondition.OlderWindows"/>.</summary>
    public WindowsVersion Since { get; init; }

    /// <summary>The routine reports a wrong IRQL itself, with a sub-code of its own.</summary>
    public bool ChecksItself { get; init; }
}
