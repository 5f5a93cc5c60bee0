using System.Collections.Immutable;
using System.Text.Json;
using NUnit.Framework.Constraints;
using Verifier.Engine.Exploration;
using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>What goes in comes out, and nothing twice.</summary>
public sealed class HistoryStoreTests : HistoryFixture
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>\u202E'; DROP TABLE runs; --\0\n";

    [Test]
    public void Finding_is_in_the_words_of_its_exemplar()
    {
        using var store = Open();
        var shorter = Batch("d", "s", ("a", ["f"]));
        var longer = Batch("d", "t", ("a", ["f"]));
        longer = longer with
        {
            Findings = [.. longer.Findings.Select(f => f with { Finding = f.Finding with { Title = "In other words.", Details = ["more"] }, Exemplar = f.Exemplar with { Calls = 99 } })],
        };
        Night(store, shorter, longer);
        var finding = store.ReadNight(1).Findings.Single();
        Assert.That((finding.Exemplar.Scenario, finding.Finding.Title, finding.Finding.Details.Length), Is.EqualTo(("s", shorter.Findings[0].Finding.Title, 0)));
    }

    [Test]
    public void Night_comes_out_as_it_went_in()
    {
        var batch = Full("driver", "scenario");
        using var store = Open();
        var night = Begin(store);
        store.Add(night, batch);
        store.EndNight(night, Sound);
        var view = store.ReadNight(night);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(view.Targets), Is.EqualTo(Text(new[] { batch.Target with { IsFailing = false } })));
            Assert.That(Text(view.Runs), Is.EqualTo(Text(batch.Runs)));
            Assert.That(Text(view.Sites), Is.EqualTo(Text(batch.Sites)));
            Assert.That(Text(view.Advice), Is.EqualTo(Text(batch.Advice)));
            Assert.That(Text(view.Findings[0].Exemplar), Is.EqualTo(Text(batch.Findings[0].Exemplar)));
            Assert.That(view.Findings[0].Finding.Details, Is.EqualTo(batch.Findings[0].Finding.Details));
            Assert.That(view.Findings[0].Finding.Title, Is.EqualTo(batch.Findings[0].Finding.Title));
            Assert.That(view.Night.Runs, Is.EqualTo(new RunCounts(3, 3, 1, 1, 1, 0)));
            Assert.That(Text(view.Night.Trust), Is.EqualTo(Text(Sound.Trust)));
            Assert.That((view.Night.StartedAt, view.Night.Duration, view.Night.State), Is.EqualTo((Start, Sound.Duration, NightState.Ended)));
        }
    }

    [Test]
    public void Names_are_only_text()
    {
        using var store = Open();
        Night(store, Batch(Hostile, Hostile + "2", (Hostile, [Hostile])));
        var view = store.ReadNight(1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Runs.Single().Driver, Is.EqualTo(Hostile));
            Assert.That(view.Runs.Single().Place, Is.EqualTo("each " + Hostile));
            Assert.That(view.Findings.Single().Finding.Fingerprint, Is.EqualTo(Hostile));
        }
    }

    [Test]
    public void Same_batch_twice_is_there_once()
    {
        using var store = Open();
        var night = Begin(store);
        var batch = Batch("d", "s", ("a", []), ("b", ["f"]));
        Assert.That((store.Add(night, batch), store.Add(night, batch)), Is.EqualTo((true, false)));
        var view = store.ReadNight(night);
        Assert.That((view.Runs.Length, view.Night.Runs.Executed), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Batch_that_contradicts_itself_leaves_nothing_behind()
    {
        using var store = Open();
        var night = Begin(store);
        var wrong = Batch("d", "s", ("a", ["f"])) with { Findings = [] };
        Assert.That(() => store.Add(night, wrong), Throws.ArgumentException);
        Assert.That(store.ReadNight(night).Targets, Is.Empty);
        Assert.That(store.Add(night, Batch("d", "s", ("a", ["f"]))), Is.True, "what was learnt in vain is forgotten");
    }

    [Test]
    public void Unknown_night_is_one_clear_error()
    {
        using var store = Open();
        Begin(store);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => store.ReadNight(7), Problem(HistoryProblem.NoSuchNight, "no night 7"));
            Assert.That(() => store.Add(7, Batch("d", "s")), Problem(HistoryProblem.NoSuchNight, "no night 7"));
            Assert.That(() => store.Compare(1, 1), Problem(HistoryProblem.NoSuchNight, "earlier"));
        }
    }

    [Test]
    public void Findings_are_listed_as_they_stand()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f"]), ("b", ["g"])));
        Night(store, Batch("d", "s", ("a", []), ("b", ["g"])));
        Assert.That(
            store.ListFindings().Select(f => (f.Finding.Fingerprint, f.Standing, f.Finding.Nights, f.Finding.FirstNight, f.Finding.LastNight)),
            Is.EqualTo(new[] { ("f", Standing.Fixed, 1, 1L, 1L), ("g", Standing.Open, 2, 1L, 2L) }));
    }

    [Test]
    public void Slice_and_strip_show_each_night()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f"])) with { Sites = [Site(1), Site(0)] });
        Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a")]));
        Night(store, Batch(Target("d", "s", "b3"), [Run("d", "s", "a", "f")]));
        var view = store.ReadNight(3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Slice.Nights.Select(n => (n.Open, n.New, n.Regressed, n.Fixed)), Is.EqualTo(new[] { (1, 1, 0, 0), (0, 0, 0, 1), (1, 0, 1, 0) }));
            Assert.That((view.Slice.Nights[0].SitesReached, view.Slice.Nights[0].SitesFailed), Is.EqualTo((2, 1)));
            Assert.That(
                view.Findings.Single().Strip.Select(m => m.Transition), Is.EqualTo(new Transition?[] { Transition.New, Transition.Fixed, Transition.Regressed }));
            Assert.That(store.ReadNight(3, nights: 2).Slice.Nights.Select(n => n.Night.Id), Is.EqualTo(new long[] { 2, 3 }));
            Assert.That(store.ListNights(1).Single().Night.Id, Is.EqualTo(3));
        }
    }

    [Test]
    public void Expected_findings_are_no_trend()
    {
        using var store = Open();
        var batch = Batch("d", "s", ("a", ["f"]));
        Night(store, batch with { Findings = [batch.Findings[0] with { Finding = batch.Findings[0].Finding with { IsExpected = true } }] });
        Assert.That((store.ListNights()[0].Open, store.ListNights()[0].New), Is.EqualTo((0, 0)));
        Assert.That(store.Compare(1).Count(Transition.New), Is.EqualTo(1));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void Finding_is_expected_in_a_night_if_any_scenario_expects_it(bool isFirstExpected, bool isSecondExpected)
    {
        using var store = Open();
        Night(store, Marked(Batch("d", "s", ("a", ["f"])), isFirstExpected), Marked(Batch("d", "t", ("a", ["f"])), isSecondExpected));
        Night(store, Batch("d", "s", ("a", ["f"])), Batch("d", "t", ("a", ["f"])));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.ReadNight(1).Findings.Single().Finding.IsExpected, Is.True);
            Assert.That(store.ReadNight(2).Findings.Single().Finding.IsExpected, Is.False, "a script that expects it no longer counts");
            Assert.That(store.ListFindings().Single().Finding.IsExpected, Is.False);
            Assert.That(store.ListNights().Select(n => n.Open), Is.EqualTo(new[] { 1, 0 }));
        }
    }

    [Test]
    public void Finding_that_was_expected_before_two_nights_at_once_is_judged_in_each_by_its_own()
    {
        using var store = Open();
        var (first, second) = (Begin(store), Begin(store));
        store.Add(second, Batch("d", "s", ("a", ["f"])));
        store.Add(first, Marked(Batch("d", "s", ("a", ["f"])), isExpected: true));
        store.EndNight(first, Sound);
        store.EndNight(second, Sound);
        Assert.That(new[] { first, second }.Select(n => store.ReadNight(n).Findings.Single().Finding.IsExpected), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Night_does_not_show_in_which_order_its_targets_were_done()
    {
        var batches = new[] { Batch("d", "s", ("a", ["f"])), Batch("d", "t", ("a", ["f"]), ("b", [])), Batch("c", "s", ("a", ["g"])) };
        batches[1] = batches[1] with
        {
            Findings = [batches[1].Findings[0] with { Finding = Finding("f", "d") with { Title = "in t" }, Exemplar = batches[1].Findings[0].Exemplar with { Calls = 3 } }],
        };
        string Stored(string name, IEnumerable<NightBatch> order)
        {
            using var store = HistoryStore.Open(Path.Combine(Folder, name));
            Night(store, [.. order]);
            return JsonSerializer.Serialize(store.ReadNight(1));
        }

        var stored = Stored("one.db", batches);
        Assert.That(Stored("other.db", batches.Reverse()), Is.EqualTo(stored));
        Assert.That(stored, Does.Contain("in t").And.Not.Contain("It leaks (f)"), "a finding's words are those of the run that shows it best");
    }

    [Test]
    public void Night_that_did_not_end_is_in_no_trend_and_nothing_is_compared_with_it()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f"])));
        store.Add(Begin(store), Batch("d", "s", ("a", [])));
        var third = Night(store, Batch("d", "s", ("a", ["f"])));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((third.Since, third.Unfinished), Is.EqualTo((1, ImmutableArray.Create(2L))));
            Assert.That(store.ReadNight(3).Slice.Nights.Select(n => n.Night.Id), Is.EqualTo(new[] { 1L, 3L }));
            Assert.That(store.ReadNight(2).Slice.Nights.Select(n => n.Night.Id), Is.EqualTo(new[] { 1L, 2L }));
            Assert.That(store.ListNights().Select(n => n.Night.State), Is.EqualTo(new[] { NightState.Ended, NightState.Begun, NightState.Ended }));
            Assert.That(() => store.Compare(3, since: 2), Problem(HistoryProblem.NoSuchNight, "Night 2 did not come to its end"));
            Assert.That(() => store.CheckComparable(2), Problem(HistoryProblem.NoSuchNight, "Night 2 did not come to its end"));
            Assert.That(() => store.CheckComparable(1), Throws.Nothing);
        }
    }

    private static NightBatch Marked(NightBatch batch, bool isExpected) =>
        batch with { Findings = [.. batch.Findings.Select(f => f with { Finding = f.Finding with { IsExpected = isExpected } })] };

    internal static IResolveConstraint Problem(HistoryProblem problem, string text) =>
        Throws.TypeOf<HistoryException>().With.Property(nameof(HistoryException.Problem)).EqualTo(problem).And.Message.Contains(text);

    private static SiteRow Site(int failed) => new()
    {
        Driver = "d",
        Scenario = "s",
        Function = "T.F",
        Ddi = "ExAllocatePool2",
        Order = 1,
        Stack = $"T.F{failed}",
        Reached = 3,
        FailedOnce = failed,
    };

    private static NightBatch Full(string driver, string scenario)
    {
        var target = Target(driver, scenario) with
        {
            Seed = ulong.MaxValue,
            Verdict = "inconclusive",
            Problem = "one run missed its fault",
            Surprises = ["one", "two"],
            Remarks = ["first remark", "second remark"],
            Planned = 3,
            Token = "vr3.x",
            TraceHash = 0x8000_0000_0000_0001,
            Calls = 77,
            CompleteStrategies = ["each"],
            Completeness = new Completeness { Points = 4, OutOfBudget = 1 },
        };
        var point = new PointKey("T.F", "ExAllocatePool2", "Abcd", 3);
        RunRow[] runs =
        [
            Run(driver, scenario, "1") with { Point = point, TraceHash = ulong.MaxValue, Outcome = FaultOutcome.Mixed },
            Run(driver, scenario, "2", "aa", "bb"),
            Run(driver, scenario, "3") with { Verdict = RunVerdict.Inconclusive, Outcome = FaultOutcome.Neither, Problem = "missed" },
        ];
        var batch = Batch(target, [.. runs]);
        var best = batch.Findings[0] with
        {
            Finding = batch.Findings[0].Finding with { Details = ["more", "lines"], Tag = "Abcd", Ddi = "ExAllocatePool2", Benign = "known" },
            Exemplar = batch.Findings[0].Exemplar with
            {
                Injected = "ExAllocatePool2 (6 bytes)",
                InjectedAt = [new StackFrameRow("T.F", "T.cs", 12), new StackFrameRow("T.G", null, 0)],
                StoppedAt = [new StackFrameRow("T.H", "T.cs", 1)],
                BugCheck = [0xC4, ulong.MaxValue, 2, 3, 4],
                Status = 0xC000_009A,
                Operation = "write",
                Trace = string.Join('\n', Enumerable.Range(0, 500)),
            },
        };
        return batch with
        {
            Target = target,
            Findings = [best, .. batch.Findings.Skip(1)],
            Sites = [Site(1) with { Driver = driver, Scenario = scenario, Tag = "Abcd", Irql = 2, Findings = 1, FailedPersistently = 2 }],
            Advice = [new AdviceRow(driver, scenario, "waste", "T.F", "Ask for less.", 4096, "A page")],
        };
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);
}
