using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>What leaves a driver, and what it does, must not depend on memory that it has not written to.</summary>
public sealed class FillTests
{
    private const string Workload =
        """
        workload:
          - load
          - open: { device: \Device\Canary, as: h }
          - write: { on: h, data: "text:first", name: first }
          - write: { on: h, data: "text:second", name: second }
          - read: { on: h, length: 32, name: read-back }
          - close: h
          - unload
        """;

    [TestCase(Leftover.Tail, "read-back", "byte 6 is 00 instead of CB", "ExAllocatePoolWithTag (4096 bytes, tag 'CnrO') in CanaryWithLeftover.Keep")]
    [TestCase(Leftover.Status, "first", "first returned STATUS_DEVICE_NOT_READY instead of STATUS_SUCCESS", "in CanaryWithLeftover.Use")]
    [TestCase(Leftover.Registry, "", "byte 4 is 00 instead of CB", "in CanaryWithLeftover.ToRegistry")]
    [TestCase(Leftover.Stop, "first", "the machine stops", "in CanaryWithLeftover.Use")]
    [TestCase(Leftover.Pages, "read-back", "byte 6 is 00 instead of CB", "MmAllocatePagesForMdlEx (4096 bytes) in CanaryWithLeftover.FromPages")]
    [TestCase(Leftover.LookasideEntry, "read-back", "byte 6 is FF instead of 00", "the entry of a lookaside list (64 bytes) in CanaryWithLeftover.FromLookaside")]
    [TestCase(Leftover.SystemBuffer, "read-back", "byte 16 is 00 instead of CB", "the system buffer of read (32 bytes) during read-back")]
    [TestCase(Leftover.Request, "first", "ExAllocatePoolWithTag", "in CanaryWithLeftover.Use")]
    public void Uninitialised_memory_that_shows_is_found_with_its_place_and_the_first_byte(Leftover leftover, string operation, string difference, string place)
    {
        var finding = Explore(leftover).Groups.Single().Exemplar;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Kind, Is.EqualTo(FindingKind.Uninitialized));
            Assert.That(finding.Title, Does.Contain(difference).And.Contain(place));
            Assert.That(finding.Operation, Does.StartWith(operation));
        }
    }

    [TestCase(Leftover.ZeroedTail)]
    [TestCase(Leftover.Overwritten)]
    [TestCase(Leftover.Address)]
    [TestCase(Leftover.ZeroedPages)]
    [TestCase(Leftover.ZeroedSystemBuffer)]
    [TestCase(Leftover.DeviceTarget)]
    public void Uninitialised_memory_that_does_not_show_is_no_finding(Leftover leftover)
    {
        var outcome = Explore(leftover);
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
        Assert.That((outcome.Completeness.FillRuns, outcome.Completeness.IsComplete), Is.EqualTo((2, true)));
    }

    [Test]
    public void Allocation_without_which_the_difference_disappears_is_named_among_many_of_its_place()
    {
        var finding = Explore(Leftover.SecondOfThree).Groups.Single().Exemplar;
        Assert.That(ReplayToken.TryParse(finding.Token, out var token, out _));
        Assert.That(token!.Variation.Contents!.Allocations, Has.Length.EqualTo(1));
        var range = token.Variation.Contents.Allocations[0];
        Assert.That(range.First, Is.EqualTo(range.Last), "one allocation alone");
        Assert.That(finding.Title, Does.Contain("in CanaryWithLeftover.FromThree").And.Contain("during second"), "what the first write kept is gone");
    }

    [Test]
    public void Two_places_are_two_findings() =>
        Assert.That(Explore(Leftover.TwoPlaces).Groups.Select(g => g.Exemplar.Kind), Is.EqualTo(new[] { FindingKind.Uninitialized, FindingKind.Uninitialized }));

    [TestCase(Leftover.Tail)]
    [TestCase(Leftover.Registry)]
    [TestCase(Leftover.Stop)]
    [TestCase(Leftover.Request)]
    [TestCase(Leftover.SystemBuffer)]
    public void Token_shows_the_same_finding_again(Leftover leftover)
    {
        var finding = Explore(leftover).Groups.Single().Exemplar;
        Assert.That(ReplayToken.TryParse(finding.Token, out var token, out _));
        using var runner = new ScenarioRunner();
        var again = runner.Run(Planner.Vary(PlanOf(leftover), token!.Variation));
        Assert.That(again.Findings.Single().Title, Is.EqualTo(finding.Title));
        Assert.That(Replayer.Compare(token, again).IsSame);
    }

    [Test]
    public void Expectation_is_met_by_kind_and_DDI()
    {
        var body = Workload + "\nexpect:\n  - { finding: uninitialized, ddi: ExAllocatePoolWithTag }\n";
        var outcome = PlantedExploration.Explore(() => new CanaryWithLeftover(Leftover.Tail), body, ExploreStrategies.Fill);
        Assert.That(outcome.Surprises, Is.Empty);
        Assert.That(outcome.Groups.Single().Exemplar.IsExpected);
    }

    [Test]
    public void Driver_that_does_not_repeat_itself_is_not_judged()
    {
        var count = 0u;
        var outcome = PlantedExploration.Explore(() => new CanaryThatCounts(++count), Workload, ExploreStrategies.Fill);
        Assert.That(outcome.Groups, Is.Empty);
        Assert.That(outcome.Results.Select(r => r.Verdict), Is.All.EqualTo(CaseVerdict.Inconclusive));
    }

    [Test]
    public void All_ways_to_explore_have_the_fill_among_them() =>
        Assert.That(PlantedExploration.Explore(() => new CanaryWithLeftover(Leftover.Tail), Workload, ExploreStrategies.All).Groups.Select(g => g.Exemplar.Kind),
            Is.EqualTo(new[] { FindingKind.Uninitialized }));

    [TestCase("windows-2000-x86")]
    [TestCase("windows-2000-alpha")]
    [TestCase("windows-10-x64")]
    public void Contents_do_not_move_anything_on_any_profile_with_or_without_Driver_Verifier(string profile)
    {
        foreach (var verifier in new[] { "", "verifier: standard\n", "verifier: [pool-tracking]\n" })
        {
            var body = $"system: {{ profile: {profile} }}\n{verifier}{Workload}";
            Assert.That(PlantedExploration.Explore(() => new CanaryWithLeftover(Leftover.Overwritten), body, ExploreStrategies.Fill).Groups, Is.Empty);
            Assert.That(PlantedExploration.Explore(() => new CanaryWithLeftover(Leftover.Tail), body, ExploreStrategies.Fill).Groups, Has.Length.EqualTo(1));
        }
    }

    private static Plan PlanOf(Leftover leftover) => PlantedExploration.PlanOf(() => new CanaryWithLeftover(leftover), Workload);

    private static CampaignOutcome Explore(Leftover leftover) =>
        PlantedExploration.Explore(() => new CanaryWithLeftover(leftover), Workload, ExploreStrategies.Fill);

    /// <summary>Gives another number each time it is made: what a model keeps outside of the simulated machine.</summary>
    private sealed class CanaryThatCounts(uint number) : Verifier.Canaries.CanaryDriver
    {
        public override string Name => "canary-that-counts";

        protected override NTSTATUS Keep(Verifier.Canaries.CanaryExtension extension, Pointer data, uint length)
        {
            data.Write(0, number);
            return base.Keep(extension, data, length);
        }
    }
}
