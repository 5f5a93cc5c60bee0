using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>One operation of the workload as it went.</summary>
public sealed record OperationRecord
{
    /// <summary>Position in the order of execution, 0-based; repeats count each time.</summary>
    public required int Index { get; init; }

    /// <summary>Its identity, the same in every run of the script: a place in the script, and which execution of it.</summary>
    public required OperationId Id { get; init; }

    /// <summary>The reason why it was done: the script, or one of the harness's own.</summary>
    public OperationRole Role { get; init; }

    /// <summary>The driver's DDI calls before it began.</summary>
    public long FirstCall { get; init; }

    /// <summary>The driver's DDI calls when it ended.</summary>
    public long LastCall { get; init; }

    /// <summary>Requests of the kernel's own that had found no memory before it began.</summary>
    internal long ShortagesBefore { get; init; }

    /// <summary>Did the kernel itself find no memory during it? Then it may have failed without the driver.</summary>
    public bool RanShort { get; init; }

    /// <summary>Does the script open a device by an automatic name that a later device has taken the place of? Then its number is not the one of this run.</summary>
    public bool IsRenumbered { get; init; }

    /// <summary>The resources that the driver held when it ended; null when they were not asked for.</summary>
    internal Holdings? Held { get; init; }

    /// <summary>The operation.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The name in reports: its own, or its word with its place.</summary>
    public required string Name { get; init; }

    /// <summary>The way in which it ended.</summary>
    public required OperationState State { get; init; }

    /// <summary>Its NTSTATUS, for an operation that has one and ended.</summary>
    public NTSTATUS? Status { get; init; }

    /// <summary>IoStatus.Information.</summary>
    public ulong Information { get; init; }

    /// <summary>Output bytes.</summary>
    public ImmutableArray<byte> Output { get; init; } = [];

    /// <summary>The reason why it was skipped, or the result of a check.</summary>
    public string? Note { get; init; }
}
