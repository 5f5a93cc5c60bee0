using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Exploration;

/// <summary>The golden run as plain data: every fault point, and what the driver does wrong without any fault (decision D5).</summary>
public sealed record GoldenRecord
{
    /// <summary>The fault points, in order.</summary>
    public required ImmutableArray<FaultPoint> Points { get; init; }

    /// <summary>What the driver did wrong although nothing was made to fail.</summary>
    public ImmutableArray<CaseFinding> Findings { get; init; } = [];

    /// <summary>Did the machine stop? Then nothing behind it can be explored.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Why exploring it proves less than the script says; null when it does not, or an earlier build recorded it.</summary>
    public string? Untested { get; init; }

    /// <summary>Was memory really short, for the driver or for the kernel? Then what it did wrong is not done "although nothing failed".</summary>
    public bool RanShort { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>The replay token.</summary>
    public required string Token { get; init; }
}
