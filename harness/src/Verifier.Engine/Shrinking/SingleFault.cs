using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>One call that is made to fail, as a rule of its own.</summary>
/// <param name="Ordinal">Position among the run's interceptable calls, 1-based.</param>
/// <param name="Persistent">True if all calls behind it fail too.</param>
/// <param name="Shape">The shape in which it fails; null for the DDI's own.</param>
/// <param name="Status">The status; null for the DDI's own.</param>
public sealed record SingleFault(long Ordinal, bool Persistent = false, FailureShape? Shape = null, StatusCode? Status = null)
{
    /// <summary>The rule that hits exactly this call, of any DDI.</summary>
    public FaultRule Rule => new()
    {
        Targets = [new FaultTarget(FaultTargetKind.Family, DdiFamilies.Everything)],
        Shape = Shape,
        Status = Status,
        When = new FaultWhen { Ordinal = [new OrdinalRange(Ordinal, Ordinal)], Persistent = Persistent },
    };
}
