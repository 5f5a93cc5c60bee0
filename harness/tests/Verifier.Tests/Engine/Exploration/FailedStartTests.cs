using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>A device that was not started is still on its bus: a script that opens it by its automatic name opens it after the next start too.</summary>
public sealed class FailedStartTests
{
    private const string OneStart =
        """
        workload:
          - load
          - start
          - open: { device: \Device\00000000, as: h }
          - read: { on: h, length: 16, name: read-back }
          - close: h
          - remove
          - unload
        """;

    // What was removed is gone: another device is found, with the next name.
    private const string TwoDevices =
        """
        workload:
          - load
          - start
          - open: { device: \Device\00000000, as: h }
          - read: { on: h, length: 16 }
          - close: h
          - remove
          - start
          - open: { device: \Device\00000001, as: h }
          - read: { on: h, length: 16 }
          - close: h
          - remove
          - unload
        """;

    private const string SecondLoad =
        """
        workload:
          - load
          - start
          - remove
          - unload
          - load
          - start
          - open: { device: \Device\00000001, as: h }
          - read: { on: h, length: 16 }
          - close: h
          - remove
          - unload
        """;

    private const string SecondDevice =
        """
        workload:
          - load
          - start
          - open: { device: \Device\00000001, as: h }
          - close: h
          - remove
          - unload
        """;

    [TestCase(OneStart)]
    [TestCase(TwoDevices)]
    [TestCase(SecondLoad)]
    public void Automatic_name_leads_to_the_device_whatever_starts_failed_before(string workload)
    {
        var outcome = PlantedExploration.Explore(() => new StartCounter(forgets: false), workload, ExploreStrategies.All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Golden.Untested, Is.Null, "every operation of the golden run was done and succeeded");
            Assert.That(outcome.Results.Sum(r => r.Propagated), Is.GreaterThan(0), "starts failed");
            Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
            Assert.That(outcome.Completeness.FailedOnce, Is.EqualTo(outcome.Completeness.Points));
        }
    }

    [Test]
    public void State_that_a_failed_start_leaves_behind_is_found_and_the_finding_says_what_was_compared()
    {
        var outcome = PlantedExploration.Explore(() => new StartCounter(forgets: true), OneStart, ExploreStrategies.Each);
        var lost = outcome.Groups.Select(g => g.Exemplar).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lost, Is.Not.Empty);
            Assert.That(lost.Select(f => f.Kind), Is.All.EqualTo(FindingKind.StateLost));
            Assert.That(lost.Select(f => f.Title), Is.All.Contain("start #2 failed as it may").And.All.Contain("read-back gave Information 2 instead of 1"));
            Assert.That(
                lost.Select(f => f.Details[0]),
                Is.All.EqualTo("start #2 succeeded when it was done again. Compared with a run in which it succeeds the first time."));
        }
    }

    [Test]
    public void Device_that_a_driver_makes_again_has_another_number_and_that_is_no_lost_state()
    {
        var outcome = PlantedExploration.Explore(() => new ChildMaker(forgets: false), SecondDevice, ExploreStrategies.All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Golden.Untested, Is.Null, "every operation of the golden run was done and succeeded");
            Assert.That(outcome.Results.Sum(r => r.Propagated), Is.GreaterThan(0), "starts failed");
            Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
        }
    }

    [Test]
    public void Device_that_a_driver_does_not_make_again_is_lost_state()
    {
        var outcome = PlantedExploration.Explore(() => new ChildMaker(forgets: true), SecondDevice, ExploreStrategies.Each);
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Kind), Does.Contain(FindingKind.StateLost));
    }

    [Test]
    public void Start_that_is_left_out_of_a_reference_run_leaves_the_device_on_its_bus()
    {
        using var runner = new ScenarioRunner();
        var leftOut = Variation.None with { LeftOut = [new OperationId(1, 1)] };
        var run = runner.Observe(PlantedExploration.PlanOf(() => new StartCounter(forgets: false), OneStart) with { Variation = leftOut }, RunOptions.Default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Operations[1].Note, Is.EqualTo("left out"));
            Assert.That(run.Operations[2].Status, Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE), "as after a start that failed");
        }
    }
}
