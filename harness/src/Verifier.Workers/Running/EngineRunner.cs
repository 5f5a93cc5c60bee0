using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Running;

/// <summary>Runs plans on simulated machines in this process.</summary>
internal sealed class EngineRunner : IPlanRunner
{
    private readonly ScenarioRunner _runner = new();

    /// <inheritdoc/>
    public RunResult Run(Plan plan, RunOptions options) => _runner.Run(plan, options);

    /// <inheritdoc/>
    public Relocation? Locate(ReplayToken token, Plan plan) => Replayer.Locate(token, plan, _runner);

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();
}
