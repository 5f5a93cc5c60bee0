using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

/// <summary>
/// The golden run as plain data: every fault point, and what the driver does wrong without any fault (ARCHITECTURE.md D5).
/// </summary>
public sealed record GoldenRecord
{
    /// <summary>The fault points, in order.</summary>
    public required ImmutableArray<FaultPoint> Points { get; init; }

    /// <summary>Findings that came although no call was made to fail.</summary>
    public ImmutableArray<CaseFinding> Findings { get; init; } = [];

    /// <summary>Did the machine stop? Then nothing behind it can be explored.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Did it end at an import that is not modelled? Then what is behind it says nothing of the driver.</summary>
    public bool IsUnmodelled { get; init; }

    /// <summary>
    /// The reason why exploring it proves less than the script says; null when there is none, or an earlier build recorded it.
    /// </summary>
    public string? Untested { get; init; }

    /// <summary>Remarks for the author of the scenario, such as a request that it does not answer.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Was memory really short, for the driver or for the kernel? Then what it did wrong is not done "although nothing failed".</summary>
    public bool RanShort { get; init; }

    /// <summary>
    /// Driver Verifier's options that stop the golden run and that all other runs do without; none when it does not stop, or stops anyway.
    /// </summary>
    public DriverVerifierOptions WithoutOptions { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>The replay token.</summary>
    public required string Token { get; init; }

    /// <summary>The plan that the cases vary: that of the golden run, without the options that stop it.</summary>
    /// <param name="golden">The plan of the golden run.</param>
    public Plan ExploredPlan(Plan golden)
    {
        ArgumentNullException.ThrowIfNull(golden);
        var variation = golden.Variation;
        return WithoutOptions == 0 ? golden : Planner.Vary(golden, variation with { WithoutOptions = variation.WithoutOptions | WithoutOptions });
    }
}
