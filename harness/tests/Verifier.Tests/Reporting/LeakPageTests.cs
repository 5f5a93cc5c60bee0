using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Verdicts;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Reporting;

/// <summary>The page of a leak: what was held, where it was acquired, and a chart and tags that say the same as the verdict.</summary>
public sealed class LeakPageTests : ScenarioFixture
{
    private const string Notes = """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:leaks", name: note }
          - close: h
          - unload
        faults: [ { fail: pool, where: { tag: NTxt }, when: { nth: 1 } } ]
        """;

    [Test]
    public void Leak_at_unload_has_its_place_its_tag_marked_and_a_chart_that_does_not_end_at_zero()
    {
        var page = PageOf("leaky-error-path", Notes);
        var held = page.Outstanding.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.OutstandingTitle, Is.EqualTo("Outstanding at unload"));
            Assert.That((held.What, held.Ddi, held.Operation), Is.EqualTo(("pool block of 32 bytes, tag 'Note'", "ExAllocatePoolWithTag", "note")));
            Assert.That(held.Place, Does.Match(@"^LeakyErrorPath\.CreateNote \(LeakyErrorPath\.cs:\d+\)$"));
            Assert.That(page.Tags.Where(t => t.IsLeaked).Select(t => t.Tag), Is.EqualTo(new[] { "Note" }));
            Assert.That(page.Pool[^1].Paged, Is.Positive, "the chart's end");
            Assert.That(AtVerdict(page).Held, Is.EqualTo(1));
        }
    }

    [Test]
    public void Leak_of_the_first_life_stays_on_the_chart_when_the_driver_is_loaded_again()
    {
        var page = PageOf("leaky-error-path", Notes.Replace("  - unload", "  - unload\n  - load\n  - unload", StringComparison.Ordinal));
        Assert.That(page.Pool[^1].Paged, Is.Positive);
        Assert.That(page.VerdictTime, Is.Not.Null);
    }

    [Test]
    public void Leak_of_an_MDL_after_a_failed_start_is_of_that_moment()
    {
        var page = PageOf("pnp-function-flawed", "workload: [ load, start, unload ]\nfaults: [ { fail: IoAllocateWorkItem } ]");
        var held = page.Outstanding[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.OutstandingTitle, Is.EqualTo("Outstanding after the failed start"));
            Assert.That((held.What, held.Ddi), Is.EqualTo(("MDL of 512 bytes, tag 'Mdl '", "IoAllocateMdl")));
            Assert.That(held.Place, Does.Match(@"\.cs:\d+\)$"));
            Assert.That(page.Tags.Where(t => t.IsLeaked).Select(t => t.Tag), Does.Contain("Mdl "));
            Assert.That(AtVerdict(page).Other, Is.AtLeast(512));
            Assert.That(AtVerdict(page).Held, Is.AtLeast(page.Outstanding.Length));
        }
    }

    [Test]
    public void Leak_that_Driver_Verifier_stops_at_unload_is_shown_the_same_way()
    {
        var page = PageOf("leaky-error-path", "verifier: standard\n" + Notes);
        Assert.That((page.OutstandingTitle, page.IsLeak), Is.EqualTo(("Outstanding at unload", true)));
        Assert.That(page.Outstanding.Single().Place, Does.StartWith("LeakyErrorPath.CreateNote ("));
        Assert.That(page.Tags.Where(t => t.IsLeaked).Select(t => t.Tag), Is.EqualTo(new[] { "Note" }));
    }

    [Test]
    public void Run_without_an_unload_says_nothing_of_one_and_marks_nothing()
    {
        var page = PageOf("leaky-fixed", Notes.Replace("  - close: h\n  - unload\n", string.Empty, StringComparison.Ordinal));
        Assert.That(page.OutstandingTitle, Is.EqualTo("Held when the run ended"));
        Assert.That(page.Outstanding, Is.Not.Empty.And.All.Matches<HeldRow>(h => h.Place.Length > 0));
        Assert.That(page.Tags.Where(t => t.IsLeaked), Is.Empty);
    }

    [Test]
    public void Driver_that_gives_everything_back_holds_nothing_at_unload_and_nothing_is_marked()
    {
        var page = PageOf("leaky-fixed", Notes);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((page.OutstandingTitle, page.IsLeak, page.VerdictTime), Is.EqualTo(("Outstanding at unload", false, default(long?))));
            Assert.That(page.Outstanding, Is.Empty);
            Assert.That(page.Tags.Where(t => t.IsLeaked), Is.Empty);
            Assert.That((page.Pool[^1].NonPaged, page.Pool[^1].Paged, page.Pool[^1].Other, page.Pool[^1].Held), Is.EqualTo((0L, 0L, 0L, 0L)));
        }
    }

    private static PoolPoint AtVerdict(RunDetail page) => page.Pool.Last(p => p.Time <= page.VerdictTime);

    private static RunDetail PageOf(string driver, string body)
    {
        using var runner = new ScenarioRunner();
        var plan = PlanOf(driver, body);
        var result = runner.Run(plan);
        var fingerprint = result.Findings is [var first, ..] ? Fingerprint.Of(result.Run, first).Text : string.Empty;
        return ExemplarReader.Read(runner, plan, fingerprint, string.Empty);
    }
}
