using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Exploration;

/// <summary>Running and judging in one step.</summary>
public static class JudgedRun
{
    /// <summary>Runs a plan and judges it: by itself, and by comparison with runs without its faults.</summary>
    /// <param name="runner">Runs it, and what it is compared with.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">The options of the run; the default if null.</param>
    public static RunResult Run(this ScenarioRunner runner, Plan plan, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(plan);
        return new RunJudge(runner).Judge(runner.Observe(plan, options ?? RunOptions.Default));
    }
}
