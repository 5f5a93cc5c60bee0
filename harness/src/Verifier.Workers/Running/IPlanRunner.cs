using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Running;

/// <summary>Runs plans one after the other. One a job: not thread safe.</summary>
internal interface IPlanRunner : IDisposable
{
    /// <summary>Runs one plan and judges it.</summary>
    RunResult Run(Plan plan, RunOptions options);

    /// <summary>Where a token's fault point is now, if the driver or the script has changed; null when there is nothing to look for.</summary>
    Relocation? Locate(ReplayToken token, Plan plan);
}
