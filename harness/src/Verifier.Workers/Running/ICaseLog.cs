using Verifier.Engine.Exploration;

namespace Verifier.Workers.Running;

/// <summary>Logs failures of the harness itself, of which the results have one line each.</summary>
internal interface ICaseLog
{
    /// <summary>A case did.</summary>
    void CaseBroke(Exception e, ExplorationTarget target, ExploredCase one);

    /// <summary>Making a scenario smaller did.</summary>
    void ShrinkBroke(Exception e, ExplorationTarget target, MinimalOrder order);
}
