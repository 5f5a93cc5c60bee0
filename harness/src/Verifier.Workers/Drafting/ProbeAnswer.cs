using System.Collections.Immutable;

namespace Verifier.Workers.Drafting;

/// <summary>The result of trying out a workload.</summary>
internal sealed record ProbeAnswer
{
    /// <summary>Its operations, in the order in which they were done.</summary>
    public ImmutableArray<ProbedOperation> Operations { get; init; } = [];

    /// <summary>Names of devices and symbolic links, in the order in which they came to be.</summary>
    public ImmutableArray<ProbedName> Names { get; init; } = [];

    /// <summary>The fault sites that it came to.</summary>
    public ImmutableArray<ulong> Sites { get; init; } = [];

    /// <summary>The reason why the machine stopped; null when it did not.</summary>
    public string? Stop { get; init; }

    /// <summary>It stopped since nothing went on.</summary>
    public bool IsHang { get; init; }

    /// <summary>The routine or behaviour that the driver needed and that is not modelled; null when that did not end the run.</summary>
    public string? Unmodelled { get; init; }

    /// <summary>Titles of what the driver did wrong.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];
}
