using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A call that a finding talks about.</summary>
/// <param name="What">The object that the call made, took or gave back.</param>
/// <param name="Ddi">The DDI; null when the kernel acted by itself.</param>
/// <param name="CallNumber">The number of the call in the run.</param>
public sealed record ObservedCall(string What, string? Ddi, long CallNumber)
{
    /// <summary>The place in the driver where it was made; null when the run was not asked.</summary>
    public Acquisition? Place { get; init; }

    /// <summary>As findings list it: <c>the resource: ExInitializeResourceLite in Type.Routine (File:Line) during start #2</c>.</summary>
    public override string ToString() => $"{What}: {Ddi ?? "the kernel"}{Place}";

    internal static ImmutableArray<ObservedCall> Of(IReadOnlyList<Origin> origins) =>
        [.. origins.Where(o => o.Ddi is not null).Select(o => new ObservedCall(o.What, o.Ddi, o.CallNumber))];
}
