using Verifier.Engine.Exploration;

namespace Verifier.Workers.Running;

/// <summary>Is told what broke the harness itself, which the results say in a line.</summary>
internal interface ICaseLog
{
    /// <summary>A case did.</summary>
    void CaseBroke(Exception e, ExplorationTarget target, ExploredCase one);

    /// <summary>Making a scenario smaller did.</summary>
    void ShrinkBroke(Exception e, ExplorationTarget target, MinimalOrder order);
}
