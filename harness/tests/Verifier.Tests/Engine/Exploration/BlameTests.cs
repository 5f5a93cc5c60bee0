using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>A finding of a run with several faults blames those without which it does not come.</summary>
public sealed class BlameTests
{
    private const string Workload = PlantedExploration.WriteTwiceAndRead;

    private const string ThreeWrites =
        """
        workload:
          - load
          - open: { device: \Device\Planted, as: h }
          - write: { on: h, data: "fill:16:41", name: first }
          - write: { on: h, data: "fill:24:42", name: second }
          - write: { on: h, data: "fill:40:43", name: third }
          - close: h
          - unload

        """;

    [TestCase("")]
    [TestCase("verifier: standard\n")]
    public void Leak_blames_the_failure_that_leaked_though_others_came_after_it(string options)
    {
        // The first write has no room for its copy and forgets the note; all that fails from then on is handled.
        var result = Run(() => new ForgetfulCanary(), options + Workload + """

            faults:
              - { fail: ExAllocatePoolWithTag, where: { tag: Cnry, size: 5 } }
              - { fail: ExAllocatePoolWithTag, where: { tag: CnrO, operation: second } }
            """);
        var leak = result.Findings.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(leak.Cause!.Tag.ToString(), Is.EqualTo("Cnry"));
            Assert.That(leak.Title, Does.StartWith("ExAllocatePoolWithTag (5 bytes, tag 'Cnry')"));
            Assert.That(leak.Details, Has.Some.EqualTo("Another call was made to fail in this run; the finding comes without that."));
        }
    }

    [TestCase(ExploreStrategies.Persistent)]
    [TestCase(ExploreStrategies.Random)]
    [TestCase(ExploreStrategies.Second)]
    public void Every_strategy_puts_the_leak_into_the_group_of_its_single_fault(ExploreStrategies strategy)
    {
        var single = Explore(string.Empty, ExploreStrategies.Each).Groups.Single();
        var many = Explore(string.Empty, strategy).Groups;
        Assert.That(many.Select(g => g.Fingerprint), Is.EqualTo(new[] { single.Fingerprint }));
    }

    [TestCase(ExploreStrategies.Each)]
    [TestCase(ExploreStrategies.Persistent)]
    [TestCase(ExploreStrategies.All)]
    public void Same_defect_has_the_same_group_with_and_without_the_options_that_stop_the_machine(ExploreStrategies strategy)
    {
        var without = Explore(string.Empty, strategy).Groups;
        var with = Explore("verifier: standard\n", strategy).Groups;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Select(g => g.Exemplar.Kind), Has.Member(FindingKind.Leak));
            Assert.That(with.Select(g => g.Exemplar.Kind), Has.Member(FindingKind.BugCheck));
            Assert.That(with.Select(g => (g.Fingerprint, g.CoarseFingerprint)), Is.EquivalentTo(without.Select(g => (g.Fingerprint, g.CoarseFingerprint))));
        }
    }

    [Test]
    public void Broken_rule_has_the_same_group_whether_or_not_it_stops_the_machine()
    {
        var without = PlantedExploration.Explore(() => new RaisingCanary(), Workload, ExploreStrategies.Each).Groups;
        var with = PlantedExploration.Explore(() => new RaisingCanary(), "verifier: [special-pool]\n" + Workload, ExploreStrategies.Each).Groups;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Single().Exemplar.Kind, Is.EqualTo(FindingKind.Protocol));
            Assert.That(with.Single().Exemplar.Kind, Is.EqualTo(FindingKind.BugCheck));
            Assert.That(with.Single().Fingerprint, Is.EqualTo(without.Single().Fingerprint));
        }
    }

    [Test]
    public void Failures_that_are_needed_together_are_shown_together()
    {
        var result = Run(() => new TwiceRefusedDevice(), ThreeWrites + """
            faults:
              - { fail: ExAllocatePoolWithTag, where: { tag: PlnO, operation: second } }
              - { fail: ExAllocatePoolWithTag, where: { tag: PlnO, operation: third } }
              - { fail: ExAllocatePoolWithTag, where: { tag: Plnt, operation: second } }
              - { fail: ExAllocatePoolWithTag, where: { tag: Plnt, operation: first } }
            """);
        var finding = result.Findings.First(f => f.Kind == FindingKind.WrongStatus);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Title, Does.StartWith("ExAllocatePoolWithTag (48 bytes, tag 'PlnO') was made to return NULL")
                .And.Contains(", and ExAllocatePoolWithTag (24 bytes, tag 'Plnt') was made to return NULL"));
            Assert.That(finding.Details.Where(d => d.StartsWith("does not come without this: ", StringComparison.Ordinal)).Count(), Is.EqualTo(2));
            Assert.That(finding.Cause!.Size, Is.EqualTo(24));
        }
    }

    [Test]
    public void Run_with_one_fault_says_nothing_of_others()
    {
        var result = Run(() => new ForgetfulCanary(), Workload + "\nfaults: [ { fail: ExAllocatePoolWithTag, where: { tag: Cnry, size: 5 } } ]\n");
        Assert.That(result.Findings.Single().Details, Has.None.Contains("made to fail in this run").And.None.Contains("does not come without"));
    }

    // A run of dice and one of a lowered limit show it too; the one that is easiest to understand stands for it.
    [Test]
    public void Exemplar_has_one_injected_fault_its_call_and_its_operation()
    {
        var outcome = PlantedExploration.Explore(
            () => new CanaryWith(NTSTATUS.STATUS_SUCCESS), "system: { profile: windows-10-x64, paged-pool: 512KiB }\n" + LargeWrites, ExploreStrategies.All);
        var group = outcome.Groups.Single(g => g.Cases.Any(c => c.StartsWith("exhaust", StringComparison.Ordinal)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(group.Cases[0], Does.StartWith("each "));
            Assert.That(group.Exemplar.Injected, Is.Not.Null);
            Assert.That(group.Exemplar.Operation, Is.Not.Empty);
            Assert.That(outcome.Results.Single(r => r.Key == group.Cases[0]).Injected, Is.EqualTo(1));
        }
    }

    private const string LargeWrites =
        """
        workload:
          - load
          - open: { device: \Device\Canary, as: h }
          - write: { on: h, data: "fill:64:41", name: first }
          - write: { on: h, data: "fill:65000:42", name: second }
          - read: { on: h, length: 16, name: read-back }
          - close: h
          - unload
        """;

    private static CampaignOutcome Explore(string options, ExploreStrategies strategies) =>
        PlantedExploration.Explore(() => new ForgetfulCanary(), options + Workload, strategies);

    private static RunResult Run(Func<DriverModel> create, string body)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(PlantedExploration.PlanOf(create, body));
    }
}
