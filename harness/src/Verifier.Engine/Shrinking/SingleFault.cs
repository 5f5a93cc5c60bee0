using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>One call that is made to fail, as a rule of its own.</summary>
/// <param name="Ordinal">Position among the run's interceptable calls, 1-based.</param>
/// <param name="Persistent">Do all calls behind it fail too?</param>
/// <param name="Shape">How it fails; null for the DDI's own way.</param>
/// <param name="Status">The status; null for the DDI's own.</param>
public sealed record SingleFault(long Ordinal, bool Persistent = false, FailureShape? Shape = null, StatusCode? Status = null)
{
    /// <summary>The rule that hits exactly this call, whatever DDI it is.</summary>
    public FaultRule Rule => new()
    {
        Targets = [new FaultTarget(FaultTargetKind.Family, DdiFamilies.Everything)],
        Shape = Shape,
        Status = Status,
        When = new FaultWhen { Ordinal = [new OrdinalRange(Ordinal, Ordinal)], Persistent = Persistent },
    };
}
