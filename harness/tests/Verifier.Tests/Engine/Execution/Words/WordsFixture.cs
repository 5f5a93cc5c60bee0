using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Execution.Words;

/// <summary>Runs the text of a script against a driver that the test makes.</summary>
public abstract class WordsFixture
{
    /// <summary>Runs a script, given from behind <c>drivers:</c> on.</summary>
    protected static RunResult Run(string body, Func<DriverModel> driver)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(PlanOf(body, driver));
    }

    /// <summary>Loads and starts a driver, which looks at the machine when its device is started.</summary>
    protected static RunResult Start(string body, Func<PnpTestDriver, IoStackLocation, NTSTATUS> whenStarted) =>
        Run($"workload: [load, start, remove, unload]\n{body}", () =>
        {
            var driver = new PnpTestDriver();
            driver.OnStart = location => whenStarted(driver, location);
            return driver;
        });

    /// <summary>The plan of such a script.</summary>
    protected static Plan PlanOf(string body, Func<DriverModel> driver)
    {
        var text = $"scenario: test\ndrivers: [\"*\"]\n{body}\n";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics.Select(d => d.ToDetailedString()), Is.Empty);
        var under = new DriverUnderTest(driver().Name, string.Empty, "0", "Tests", StacksAreStable: true, driver);
        return Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), under);
    }

    /// <summary>The operation ended with this status, and nothing was found.</summary>
    protected static void AssertPassed(RunResult result)
    {
        Assert.That(result.Findings.Select(f => f.Title), Is.Empty);
        Assert.That(result.Untested, Is.Null);
    }
}
