using NUnit.Framework;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.NUnit;

/// <summary>
/// Runs a failing plan again with its trace and attaches it to the test: the same run, for nothing in it depends on being watched.
/// </summary>
internal static class Attachments
{
    private static readonly RunOptions Traced = new() { KeepTrace = true };

    public static void AddTrace(ScenarioRunner runner, Plan plan, FindingRecord finding)
    {
        if (ReplayToken.TryParse(finding.Token, out var token, out _))
        {
            AddTrace(runner, Planner.Vary(plan, token!.Variation), $"{plan.Scenario.Name}-{plan.Driver.Name}-{finding.Fingerprint}");
        }
    }

    public static void AddTrace(ScenarioRunner runner, Plan plan, string name) => AddTrace(name, runner.Observe(plan, Traced).Trace.Select(e => e.ToString()));

    public static void AddTrace(string name, IEnumerable<string> trace)
    {
        var file = string.Concat($"{name}.trace.txt".Select(c => Path.GetInvalidFileNameChars().Contains(c) ? '_' : c));
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, file);
        File.WriteAllLines(path, trace);
        TestContext.AddTestAttachment(path, "The run's trace: every call of the driver and into it");
    }
}
