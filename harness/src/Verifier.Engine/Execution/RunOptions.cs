using System.Collections.Immutable;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Execution;

/// <summary>Requests of a door besides the result of a run; none of them changes the run.</summary>
public sealed record RunOptions
{
    /// <summary>Neither events nor breaks.</summary>
    public static RunOptions Default { get; } = new();

    /// <summary>Keep the trace's events, not only its hash.</summary>
    public bool KeepTrace { get; init; }

    /// <summary>
    /// Capture the driver's stack at each injected failure; without it a sweep's run costs half, and its injections say no place (decision
    /// D5). A rule that asks for the stack gets it either way.
    /// </summary>
    public bool CapturesStacks { get; init; } = true;

    /// <summary>
    /// Of the calls that fail for real, only this one (1 is the first) says its place; null: each does. Judging needs the last one's.
    /// </summary>
    internal int? StackOfShortage { get; init; }

    /// <summary>
    /// The numbers of the calls whose place in the driver is wanted, ascending; null: those that handed out what the observation names,
    /// if it captures stacks.
    /// </summary>
    internal ImmutableArray<long>? OriginsOf { get; init; }

    /// <summary>The fault points to list, with the driver's stack at each.</summary>
    public Recording Points { get; init; }

    /// <summary>Count what the driver holds at the end of each operation, not only of the probed one.</summary>
    public bool CountsHoldings { get; init; }

    /// <summary>Keep what a debugger would find in the kernel when the machine stops, or at the end of the run.</summary>
    public bool KeepsKernelState { get; init; }

    /// <summary>Follow every block of memory that the driver takes.</summary>
    public bool FollowsMemory { get; init; }

    /// <summary>
    /// Serve this site's requests for nonpaged pool from paged pool, with Driver Verifier's Force IRQL Checking on: an experiment of the
    /// pool economy, no run that can be replayed. Null for none.
    /// </summary>
    internal ulong? PagedInstead { get; init; }

    /// <summary>Do every round of every spike of memory, even those that change nothing: what comes out is the same, and takes longer.</summary>
    internal bool DoesEverySpike { get; init; }

    /// <summary>List all memory that is handed out uninitialised, with the driver's stack at each.</summary>
    public bool ListsHandedOut { get; init; }

    /// <summary>Called at each injected failure, in the driver's frame.</summary>
    public Action<Injection>? OnInjected { get; init; }
}
