using System.Collections.Immutable;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Defects where the contract is lenient for the sake of drivers that do right: lenient is not blind.</summary>
public sealed class HardCasesTests
{
    private const uint Never = uint.MaxValue;

    private const string TwoInterrupts =
        """
        workload:
          - load
          - start
          - open: { device: \Device\SpikeNic, as: h }
          - interrupt
          - interrupt
          - read: { on: h, length: 64 }
          - read: { on: h, length: 64 }
          - close: h
          - remove
          - unload
        """;

    private const string OneInterrupt =
        """
        workload:
          - load
          - start
          - open: { device: \Device\SpikeNic, as: h }
          - interrupt
          - read: { on: h, length: 64 }
          - read: { on: h, length: 64 }
          - close: h
          - remove
          - unload
        """;

    private const string WriteTwice =
        """
        workload:
          - load
          - open: { device: \Device\Canary, as: h }
          - write: { on: h, data: "fill:64:41", name: first }
          - advance: 1ms
          - write: { on: h, data: "fill:65000:42", name: second }
          - advance: 1ms
          - read: { on: h, length: 16, name: read-back }
          - close: h
          - unload
        """;

    [TestCase(ExploreStrategies.Each)]
    [TestCase(ExploreStrategies.Persistent)]
    [TestCase(ExploreStrategies.Second)]
    [TestCase(ExploreStrategies.Exhaust)]
    public void Dropped_frames_are_no_finding(ExploreStrategies strategy)
    {
        foreach (var workload in new[] { OneInterrupt, TwoInterrupts })
        {
            Assert.That(Kinds(() => new DroppingNic(Never), workload, strategy), Is.Empty);
        }
    }

    [TestCase(OneInterrupt, ExploreStrategies.Each, 1u)]
    [TestCase(TwoInterrupts, ExploreStrategies.Each, 1u)]
    [TestCase(OneInterrupt, ExploreStrategies.Persistent, 2u)]
    [TestCase(TwoInterrupts, ExploreStrategies.Persistent, 12u)]
    public void Reads_that_are_refused_since_frames_were_dropped_are_one(string workload, ExploreStrategies strategy, uint mostDropped) =>
        Assert.That(Kinds(() => new DroppingNic(mostDropped), workload, strategy), Is.Not.Empty);

    [Test]
    public void Busy_instead_of_a_shortage_is_a_wrong_status() =>
        Assert.That(Kinds(() => new CanaryWith(NTSTATUS.STATUS_DEVICE_BUSY), WriteTwice, ExploreStrategies.Each), Has.Member(FindingKind.WrongStatus));

    [Test]
    public void Success_instead_of_a_shortage_is_seen_between_passing_times_too()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds(() => new CanaryWith(NTSTATUS.STATUS_SUCCESS), WriteTwice, ExploreStrategies.Each), Is.EquivalentTo(new[] { FindingKind.Swallowed }));
            Assert.That(
                Kinds(() => new CanaryWith(NTSTATUS.STATUS_SUCCESS), "system: { profile: windows-10-x64, paged-pool: 512KiB }\n" + WriteTwice, ExploreStrategies.Exhaust),
                Has.Member(FindingKind.Swallowed));
            Assert.That(
                Kinds(() => new CanaryWith(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES), "system: { profile: windows-10-x64, paged-pool: 512KiB }\n" + WriteTwice, ExploreStrategies.All),
                Is.Empty);
        }
    }

    // With all failing from the first point on, loading fails too, and is done again: it is not what lost the data.
    [Test]
    public void Success_instead_of_a_shortage_is_no_lost_state_because_something_failed_and_was_made_good_before() => Assert.That(
        Kinds(() => new CanaryWith(NTSTATUS.STATUS_SUCCESS), WriteTwice, ExploreStrategies.Persistent), Is.EqualTo(new[] { FindingKind.Swallowed }));

    // Nothing is unloaded, so only the growth shows it; the place alone does not say which of three calls fails.
    [Test]
    public void Block_forgotten_by_the_third_call_of_one_place_is_a_leak()
    {
        const string Writes = "workload:\n  - load\n  - open: { device: \\Device\\Canary, as: h }\n  - write: { on: h, data: \"text:one\" }\n  - write: { on: h, data: \"text:two\" }\n";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kinds(() => new CanaryWithLoop(forgets: true), Writes, ExploreStrategies.Each), Is.EqualTo(new[] { FindingKind.Leak }));
            Assert.That(Kinds(() => new CanaryWithLoop(forgets: false), Writes, ExploreStrategies.All), Is.Empty);
        }
    }

    private static ImmutableArray<FindingKind> Kinds(Func<DriverModel> create, string body, ExploreStrategies strategy)
    {
        var driver = new DriverUnderTest(create().Name, string.Empty, "0", "Tests", StacksAreStable: true, create);
        var document = ScenarioReader.Read(
            "test.yaml", Encoding.UTF8.GetBytes($"scenario: test\ndrivers: [\"*\"]\n{body}"), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        using var runner = new ScenarioRunner();
        var plan = Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), driver);
        var outcome = new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = strategy });
        Assert.That(outcome.Results, Is.Not.Empty);
        return [.. outcome.Groups.Select(g => g.Exemplar.Kind)];
    }
}
