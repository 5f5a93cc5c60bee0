using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>
/// One call of a recorded run that can fail for lack of resources: where it is, what it asks for, and through which routines of the
/// driver it came. Plain data: workers send it.
/// </summary>
public sealed record FaultPoint
{
    /// <summary>Position among the run's interceptable calls, 1-based.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The DDI.</summary>
    public required string Ddi { get; init; }

    /// <summary>The script's word for the DDI's family.</summary>
    public required string Family { get; init; }

    /// <summary>Pool tag; null for a DDI without one.</summary>
    public string? Tag { get; init; }

    /// <summary>Bytes asked for; null for a DDI that asks for none.</summary>
    public ulong? Size { get; init; }

    /// <summary>The pool asked for; null for a DDI without one.</summary>
    public PoolKind? Pool { get; init; }

    /// <summary>IRQL at the call.</summary>
    public required byte Irql { get; init; }

    /// <summary>The kind of the driver's routine that was running.</summary>
    public required DriverPhase Phase { get; init; }

    /// <summary>The operation in progress; null outside of one.</summary>
    public OperationId? Operation { get; init; }

    /// <summary>The name that reports give that operation; empty outside of one.</summary>
    public required string OperationName { get; init; }

    /// <summary>The driver's frames, innermost first.</summary>
    public required ImmutableArray<DriverFrame> Frames { get; init; }

    /// <summary>Stands for the DDI called through these call sites, in any process: the fault site.</summary>
    public required ulong Site { get; init; }

    /// <summary>The number of times that the run had come to this site, this one included; 1-based.</summary>
    public required int Occurrence { get; init; }

    /// <summary>The shapes in which this call can fail besides the first one, its DDI's own.</summary>
    public ImmutableArray<FailureShape> MoreShapes { get; init; } = [];

    /// <summary>The site as scripts and tables write it: 16 hex digits.</summary>
    [JsonIgnore]
    public string SiteId => Site.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Stands for the DDI called through these routines, by name: it outlives moved lines and other builds of the driver.</summary>
    [JsonIgnore]
    public ulong NamedSite => Frames.Aggregate(StableHash.Of(Ddi), (hash, frame) => StableHash.Combine(hash, $"{frame.Type}.{frame.Routine}", 0));

    /// <summary>The routine that calls; the DDI itself if no frame of the driver is known.</summary>
    [JsonIgnore]
    public string Routine => Frames.IsEmpty ? Ddi : Frames[0].Routine;
}
