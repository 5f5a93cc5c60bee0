using Serilog;
using Verifier.Engine.Exploration;
using Verifier.Workers.Running;

namespace Verifier.Cli.Logging;

/// <summary>Writes what broke the harness during exploration into the log.</summary>
internal sealed class CaseLog(ILogger log) : ICaseLog
{
    /// <inheritdoc/>
    public void CaseBroke(Exception e, ExplorationTarget target, ExploredCase one) =>
        log.Error(e, "{Case} of {Scenario} with {Driver} broke the harness", one.Key, target.Golden.Scenario.Name, target.Driver.Name);

    /// <inheritdoc/>
    public void ShrinkBroke(Exception e, ExplorationTarget target, MinimalOrder order) =>
        log.Error(e, "Making {Fingerprint} of {Driver} smaller broke the harness", order.Fingerprint, target.Driver.Name);
}
