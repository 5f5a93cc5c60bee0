using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>One fault point by its ordinal among the run's interceptable calls (1-based), failed once or from there on.</summary>
public readonly record struct FaultPointRef(long Ordinal, bool Persistent)
{
    /// <summary>The shape in which it fails; null for the first one of its call, the DDI's own.</summary>
    public FailureShape? Shape { get; init; }
}
