using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Running;

/// <summary>Runs plans one after the other. One a job: not thread safe.</summary>
internal interface IPlanRunner : IDisposable
{
    /// <summary>Runs one plan and judges it.</summary>
    RunResult Run(Plan plan, RunOptions options);
}
