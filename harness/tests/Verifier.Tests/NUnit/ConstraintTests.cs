using NUnit.Framework.Internal;
using Verifier.Drivers.ArrayCache;
using Verifier.NUnit;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.NUnit;

/// <summary>The constraints of a driver team's own tests.</summary>
public sealed class ConstraintTests
{
    private const string Scenario = "scenarios/fast/update-array.yaml";

    [Test]
    public void Correct_driver_survives() => Assert.That(typeof(ArrayCacheSwap), Does.SurviveEveryAllocationFailure.In(Scenario));

    [Test]
    public void Flawed_driver_does_not_and_the_message_has_finding_stack_and_replay_line()
    {
        var message = Failure(typeof(ArrayCacheNaive));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message, Does.Contain("array-cache-naive, with 1 defect at 4 fault points"));
            Assert.That(message, Does.Contain("state-lost (").And.Contains("ArrayCacheNaive.UpdateArray"));
            Assert.That(message, Does.Match("replay: dotnet verifier replay vr3\\.[^ ]+ --scenario /.*/scenarios/fast/update-array.yaml --drivers /.*/Verifier\\.Drivers\\.dll"));
        }
    }

    [Test]
    public void Trace_of_the_exemplar_is_attached_to_the_test()
    {
        Failure(typeof(ArrayCacheNaive));
        var traces = Directory.GetFiles(TestContext.CurrentContext.WorkDirectory, "update-array-array-cache-naive-*.trace.txt");
        Assert.That(File.ReadAllText(traces.Single()), Does.Contain("** made to fail").And.Contains("ExAllocatePoolWithTag"));
    }

    [Test]
    public void Strategies_can_be_chosen() => Assert.That(typeof(ArrayCacheSwap), Does.Survive(ExploreStrategies.Exhaust).In(Scenario));

    [Test]
    public void What_is_no_driver_is_named() => Assert.That(
        () => Does.SurviveEveryAllocationFailure.In(Scenario).ApplyTo(typeof(string)),
        Throws.ArgumentException.With.Message.Contains("System.String is no driver model"));

    [Test]
    public void Scenario_that_is_not_there_is_named() => Assert.That(
        () => Does.SurviveEveryAllocationFailure.In("scenarios/none.yaml").ApplyTo(typeof(ArrayCacheSwap)),
        Throws.ArgumentException.With.Message.Contains("scenarios/none.yaml"));

    private static string Failure(Type driver)
    {
        var result = Does.SurviveEveryAllocationFailure.In(Scenario).ApplyTo(driver);
        using var writer = new TextMessageWriter();
        result.WriteMessageTo(writer);
        Assert.That(result.IsSuccess, Is.False);
        return writer.ToString();
    }
}
