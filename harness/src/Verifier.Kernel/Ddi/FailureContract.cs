namespace Verifier.Kernel;

/// <summary>
/// How a DDI fails for lack of resources (facts/pool-and-memory-api.md). <see cref="Alternatives"/> are shapes its page allows besides;
/// <see cref="ByArguments"/> decides where the caller's flags do.
/// </summary>
public sealed record FailureContract(FailureShape Shape, NTSTATUS Status)
{
    /// <summary>Never fails for lack of resources (facts/pool-and-memory-api.md §8).</summary>
    public static readonly FailureContract CannotFail = new(FailureShape.CannotFail, NTSTATUS.STATUS_SUCCESS);

    /// <summary>Returns NULL.</summary>
    public static readonly FailureContract Null = new(FailureShape.Null, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);

    /// <summary>Returns STATUS_INSUFFICIENT_RESOURCES.</summary>
    public static readonly FailureContract InsufficientResources = new(FailureShape.Status, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);

    /// <summary>Raises STATUS_INSUFFICIENT_RESOURCES.</summary>
    public static readonly FailureContract Raises = new(FailureShape.Raise, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);

    /// <summary>Other shapes that the routine's page allows and a rule may ask for with <c>as:</c>.</summary>
    public IReadOnlyList<FailureShape> Alternatives { get; init; } = [];

    /// <summary>Which shape these arguments ask for, when flags decide between NULL and an exception; null when they never do.</summary>
    internal ShapeByArguments? ByArguments { get; init; }

    /// <summary>
    /// Where it can fail at all, when that depends on who calls: a wait in the application's thread; null for everywhere.
    /// </summary>
    internal Predicate<Machine>? InContext { get; init; }

    /// <summary>The shape for one call on a machine as it is now.</summary>
    internal FailureShape ShapeFor(Machine machine, ReadOnlySpan<ulong> arguments) =>
        InContext is null || InContext(machine) ? ShapeFor(arguments) : FailureShape.CannotFail;

    /// <summary>Stops the machine as the routine does that must not fail; set where a shape may be <see cref="FailureShape.Stop"/>.</summary>
    internal DdiCheck? Crash { get; init; }

    /// <summary>The shape for one call.</summary>
    internal FailureShape ShapeFor(ReadOnlySpan<ulong> arguments) => ByArguments is null ? Shape : ByArguments(arguments);
}

/// <summary>Reads from a call's arguments in which shape it would fail.</summary>
internal delegate FailureShape ShapeByArguments(ReadOnlySpan<ulong> arguments);

/// <summary>The ways in which a routine says that a resource ran short.</summary>
public enum FailureShape
{
    /// <summary>It never does.</summary>
    CannotFail,

    /// <summary>Returns NULL.</summary>
    Null,

    /// <summary>Raises an exception.</summary>
    Raise,

    /// <summary>Returns an error NTSTATUS.</summary>
    Status,

    /// <summary>Succeeds with fewer pages than asked for.</summary>
    Short,

    /// <summary>Stops the machine: the caller asked for something that must not fail.</summary>
    Stop,

    /// <summary>Returns STATUS_ALERTED, which passes NT_SUCCESS, although nothing was signalled.</summary>
    Alerted,
}
