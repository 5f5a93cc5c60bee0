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

    /// <summary>
    /// The present place of a token's fault point if the driver or the script has changed; null when there is none to look for.
    /// </summary>
    Relocation? Locate(ReplayToken token, Plan plan);
}
