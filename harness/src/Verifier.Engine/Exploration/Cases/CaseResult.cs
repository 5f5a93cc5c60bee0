using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Verifier.Engine.Economy;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Exploration;

/// <summary>The result of a case. Plain data: workers send it, journals keep it.</summary>
public sealed record CaseResult
{
    /// <summary>The case's key.</summary>
    public required string Key { get; init; }

    /// <summary>The way in which it ended.</summary>
    public CaseVerdict Verdict { get; init; }

    /// <summary>All findings, also those at sites that the script calls benign.</summary>
    public ImmutableArray<CaseFinding> Findings { get; init; } = [];

    /// <summary>Calls that were made to fail.</summary>
    public long Injected { get; init; }

    /// <summary>Calls that failed because a limit was reached.</summary>
    public long RealFailures { get; init; }

    /// <summary>Operations that absorbed a fault.</summary>
    public int Absorbed { get; init; }

    /// <summary>Operations that propagated one.</summary>
    public int Propagated { get; init; }

    /// <summary>True if every operation gave what it gives in the golden run.</summary>
    public bool IsLikeGolden { get; init; }

    /// <summary>DDI calls of the driver.</summary>
    public long Calls { get; init; }

    /// <summary>The hash of the trace.</summary>
    public ulong TraceHash { get; init; }

    /// <summary>The fault points that exist only because of this case's fault, if they were asked for.</summary>
    public ImmutableArray<FaultPoint> MorePoints { get; init; } = [];

    /// <summary>The call that the driver tried instead of the one that failed; null when there was none, or it was not asked for.</summary>
    public Fallback? Fallback { get; init; }

    /// <summary>Advice about the driver's use of memory; null but for the case that asks.</summary>
    public EconomyReport? Economy { get; init; }

    /// <summary>An outcome that the script expects of every fault and that this run did not have; null when it had.</summary>
    public UnmetOutcome? Unmet { get; init; }

    /// <summary>The reason why there is no verdict; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Is it a pass with nothing to tell but its numbers? Most are: journals and workers write them short.</summary>
    [JsonIgnore]
    public bool IsPlain =>
        this is { Verdict: CaseVerdict.Pass, Findings.IsEmpty: true, MorePoints.IsEmpty: true, Fallback: null, Economy: null, Unmet: null, Problem: null };
}
