namespace Verifier.Kernel;

/// <summary>
/// The way in which a DDI fails for lack of resources (harness/docs/facts/memory.md). <see cref="Alternatives"/> are shapes its page allows
/// besides; <see cref="ByArguments"/> decides where the caller's flags do, and <see cref="MoreByArguments"/> which of the alternatives one
/// call has.
/// </summary>
public sealed record FailureContract(FailureShape Shape, NTSTATUS Status)
{
    /// <summary>Never fails for lack of resources (harness/docs/facts/memory.md#routines-that-cannot-fail).</summary>
    public static readonly FailureContract CannotFail = new(FailureShape.CannotFail, NTSTATUS.STATUS_SUCCESS);

    /// <summary>Other shapes that the routine's page allows and a rule may ask for with <c>as:</c>.</summary>
    public IReadOnlyList<FailureShape> Alternatives { get; init; } = [];

    /// <summary>
    /// Chooses the shape by a call's arguments, where flags decide between NULL and an exception; null where they never do.
    /// </summary>
    internal ShapeByArguments? ByArguments { get; init; }

    /// <summary>Chooses those of <see cref="Alternatives"/> that one call can fail in; null where no call has any.</summary>
    internal ShapesByArguments? MoreByArguments { get; init; }

    /// <summary>
    /// The condition under which it can fail at all, where that depends on the caller: a wait in the application's thread; null for none.
    /// </summary>
    internal Predicate<Machine>? InContext { get; init; }

    /// <summary>The shape for one call on a machine as it is now.</summary>
    internal FailureShape ShapeFor(Machine machine, ReadOnlySpan<ulong> arguments) =>
        InContext is null || InContext(machine) ? ShapeFor(arguments) : FailureShape.CannotFail;

    /// <summary>The further shapes of one call: none that comes to the same as <see cref="ShapeFor(Machine, ReadOnlySpan{ulong})"/> or as another.</summary>
    internal IReadOnlyList<FailureShape> MoreShapesFor(Machine machine, ReadOnlySpan<ulong> arguments) =>
        MoreByArguments is null || ShapeFor(machine, arguments) == FailureShape.CannotFail ? [] : MoreByArguments(machine, arguments);

    /// <summary>True if this call can fail in this shape.</summary>
    internal bool Allows(FailureShape shape, Machine machine, ReadOnlySpan<ulong> arguments)
    {
        if (shape == ShapeFor(machine, arguments))
        {
            return true;
        }

        // Half of the pages is less than asked for wherever one page is.
        var more = MoreShapesFor(machine, arguments);
        return more.Contains(shape) || (shape == FailureShape.Short && more.Contains(FailureShape.OnePage));
    }

    /// <summary>The status that a shape returns or raises.</summary>
    internal NTSTATUS StatusOf(FailureShape shape) => shape switch
    {
        FailureShape.Alerted => NTSTATUS.STATUS_ALERTED,
        FailureShape.UserApc => NTSTATUS.STATUS_USER_APC,
        FailureShape.QuotaExceeded => NTSTATUS.STATUS_QUOTA_EXCEEDED,
        _ => Status,
    };

    /// <summary>Stops the machine as the routine does that must not fail; set where a shape may be <see cref="FailureShape.Stop"/>.</summary>
    internal DdiCheck? Crash { get; init; }

    /// <summary>The shape for one call.</summary>
    internal FailureShape ShapeFor(ReadOnlySpan<ulong> arguments) => ByArguments is null ? Shape : ByArguments(arguments);
}

/// <summary>Reads from a call's arguments in which shape it would fail.</summary>
internal delegate FailureShape ShapeByArguments(ReadOnlySpan<ulong> arguments);

/// <summary>Reads from a call's arguments in which other shapes it can fail.</summary>
internal delegate IReadOnlyList<FailureShape> ShapesByArguments(Machine machine, ReadOnlySpan<ulong> arguments);

/// <summary>The ways in which a routine says that a resource ran short.</summary>
public enum FailureShape
{
    /// <summary>It never does.</summary>
    CannotFail = 0,

    /// <summary>Returns NULL.</summary>
    Null = 1,

    /// <summary>Raises an exception.</summary>
    Raise = 2,

    /// <summary>Returns an error NTSTATUS.</summary>
    Status = 3,

    /// <summary>Succeeds with fewer pages than asked for.</summary>
    Short = 4,

    /// <summary>Stops the machine: the caller asked for something that must not fail.</summary>
    Stop = 5,

    /// <summary>Returns STATUS_ALERTED, which passes NT_SUCCESS, although nothing was signalled.</summary>
    Alerted = 6,

    /// <summary>Succeeds with one page; with contiguous chunks, with one chunk.</summary>
    OnePage = 7,

    /// <summary>Succeeds with one page less than asked for; with contiguous chunks, with one chunk less.</summary>
    AllButOnePage = 8,

    /// <summary>Returns STATUS_USER_APC, which passes NT_SUCCESS, although nothing was signalled.</summary>
    UserApc = 9,

    /// <summary>Raises STATUS_QUOTA_EXCEEDED: there is memory, but the process may not have it.</summary>
    QuotaExceeded = 10,
}
