using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>The two legal outcomes (ARCHITECTURE.md D6), on models whose defect is planted, and on twins that have none.</summary>
public sealed class ContractTests : ExplorationFixture
{
    [Test]
    public void Naive_array_cache_is_convicted_by_difference_alone()
    {
        // No check, no expectation, no help from the model: only the later read differs from a run without the failed update.
        var outcome = Explore("array-cache-naive", ArrayWorkload);
        var lost = outcome.Groups.Single(g => g.Exemplar.Kind == FindingKind.StateLost);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Groups.Select(g => g.Exemplar.Kind), Is.EqualTo(new[] { FindingKind.StateLost }));
            Assert.That(lost.Exemplar.Title, Does.StartWith("ExAllocatePoolWithTag (6 bytes, tag ").And.Contains("UpdateArray").And.Contains("read-back"));
            Assert.That(lost.Exemplar.InjectedAt[0].Routine, Is.EqualTo("UpdateArray"));
            Assert.That(lost.Exemplar.Details, Has.Some.Match(@"^Compared with a run in which ioctl #\d was never asked for\.$"));
        }
    }

    [TestCase("array-cache-swap")]
    [TestCase("array-cache-static")]
    [TestCase("array-cache-lookaside")]
    public void Array_caches_that_keep_their_state_are_quiet(string driver)
    {
        var outcome = Explore(driver, ArrayWorkload, ExploreStrategies.All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Groups, Is.Empty);
            Assert.That(outcome.Completeness.IsComplete, Is.True);
            Assert.That(outcome.Completeness.FailedOnce, Is.EqualTo(outcome.Completeness.Points));
        }
    }

    [Test]
    public void Error_path_that_forgets_a_block_grows_each_time()
    {
        // Pool tracking is off and the driver is not unloaded: only the growth shows it.
        var outcome = Explore("leaky-error-path", NotebookWorkload);
        var leak = outcome.Groups.Single(g => g.Exemplar.Kind == FindingKind.Leak);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(leak.Exemplar.Title, Does.Contain("each time").And.Contains("tag 'Note'"));
            Assert.That(leak.Exemplar.Tag, Is.EqualTo("Note"));
        }
    }

    [Test]
    public void Twin_that_gives_it_back_does_not_grow() => Assert.That(Explore("leaky-fixed", NotebookWorkload).Groups, Is.Empty);

    [Test]
    public void Failed_load_is_tried_again_and_the_rest_is_as_in_the_golden_run()
    {
        var outcome = Explore("array-cache-swap", ArrayWorkload);
        var load = outcome.Results[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Golden.Points[0].Ddi, Is.EqualTo("IoCreateDevice"));
            Assert.That(load.Key, Is.EqualTo("each f1"));
            Assert.That((load.Verdict, load.Propagated), Is.EqualTo((CaseVerdict.Pass, 1)));
        }
    }

    [Test]
    public void Operation_that_fails_without_a_fault_too_need_not_recover()
    {
        // A table of a megabyte does not fit this machine: loading fails with and without the fault.
        var outcome = Explore("isr-dpc-greedy", "system: { profile: windows-10-x64, nonpaged-pool: 256KiB }\nworkload: [load]\n");
        Assert.That((outcome.Groups.Length, outcome.Completeness.FailedOnce), Is.EqualTo((0, outcome.Completeness.Points)));
    }

    [Test]
    public void Exemplar_fails_a_named_point_rather_than_a_dice()
    {
        var outcome = Explore("array-cache-naive", ArrayWorkload, ExploreStrategies.All);
        Assert.That(outcome.Groups.Single().Cases[0], Does.StartWith("each f"));
    }

    [Test]
    public void Retries_without_end_are_a_hang()
    {
        var outcome = Explore("retrier", RetrierWorkload, ExploreStrategies.Persistent);
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Kind), Has.Member(FindingKind.Hang));
    }

    private const string NotebookWorkload =
        """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:note" }
          - ioctl: { on: h, code: 0x222000, in: "text:other" }
        """;

    private const string SamplerWorkload =
        """
        workload:
          - load
          - start
          - open: { device: \Device\Sampler, as: h }
          - interrupt
          - close: h
          - remove
          - unload
        """;

    private const string RetrierWorkload =
        """
        workload:
          - load
          - open: { device: \Device\UpperCase, as: h }
          - ioctl: { on: h, code: 0x222000, in: "fill:3000:41", out: 4000 }
          - close: h
          - unload
        """;
}
