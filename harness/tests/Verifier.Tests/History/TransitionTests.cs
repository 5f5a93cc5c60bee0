using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>What nights say of findings, night after night, through the store.</summary>
public sealed class TransitionTests : HistoryFixture
{
    private static readonly string[] s_f = ["f"];

    [Test]
    public void Story_of_a_defect()
    {
        using var store = Open();
        var clean = Batch("d", "s", ("a", []));
        var broken = Batch(Target("d", "s", "b2"), [Run("d", "s", "a", s_f)]);
        var mended = Batch(Target("d", "s", "b3"), [Run("d", "s", "a")]);
        var again = Batch(Target("d", "s", "b4"), [Run("d", "s", "a", s_f)]);
        var transitions = new[] { clean, broken, broken, Batch("d", "other", ("a", [])), broken, mended, mended, again }
            .Select(batch => Of(Night(store, batch), "f"));
        Assert.That(
            transitions,
            Is.EqualTo(new Transition?[]
            {
                null, Transition.New, Transition.Still, Transition.NotRun, Transition.Still, Transition.Fixed, null, Transition.Regressed,
            }));
    }

    [Test]
    public void Fixed_only_if_each_open_point_passed()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f), ("b", s_f)));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", []))), "f"), Is.EqualTo(Transition.NotRun), "b was not executed");
        Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "b")])), "f"), Is.EqualTo(Transition.Fixed), "a passed before and has not failed since");
    }

    [Test]
    public void Other_scenario_that_passes_fixes_nothing()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)), Batch("d", "t", ("a", s_f)));
        var next = Night(store, Batch("d", "s", ("a", [])));
        Assert.That(next.Findings.Single(), Is.EqualTo(new FindingTransition("f", Transition.NotRun, NotRunReason.TargetNotRun)));
    }

    [Test]
    public void Reasons_are_told()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReasonOf(Night(store, Batch("d", "s", ("b", [])))), Is.EqualTo(NotRunReason.PointNotRun));
            Assert.That(ReasonOf(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a", "g")]))), Is.EqualTo(NotRunReason.OtherFinding));
            var inconclusive = Run("d", "s", "a") with { Verdict = RunVerdict.Inconclusive };
            Assert.That(ReasonOf(Night(store, Batch(Target("d", "s"), [inconclusive]))), Is.EqualTo(NotRunReason.Inconclusive));
            Assert.That(ReasonOf(Night(store, Unsound, Batch("d", "s", ("a", [])))), Is.EqualTo(NotRunReason.Untrusted));
            Assert.That(ReasonOf(Night(store, Complete(Batch("d", "s", ("b", []))))), Is.EqualTo(NotRunReason.PointGone));
        }
    }

    [Test]
    public void Points_that_are_gone_do_not_keep_a_finding_open()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("loop #1", s_f), ("loop #2", s_f)));
        var mended = Batch(Target("d", "s", "b2"), [Run("d", "s", "loop #1")]);
        Assert.That(Of(Night(store, Complete(mended)), "f"), Is.EqualTo(Transition.Fixed));
    }

    [Test]
    public void Another_build_is_compared_by_names()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("T.F ExAllocatePool2 'Abcd' #1", s_f)));
        var next = Batch(Target("d", "s", build: "b2"), [Run("d", "s", "T.F ExAllocatePool2 'Abcd' #1") with { CaseKey = "each f99" }]);
        Assert.That(Of(Night(store, next), "f"), Is.EqualTo(Transition.Fixed));
    }

    [Test]
    public void Compared_with_the_last_sound_night_that_has_something_in_common()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Night(store, Batch("e", "s", ("a", [])));
        Night(store, Unsound, Batch("d", "s", ("a", [])));
        Begin(store);
        Assert.That(Night(store, Batch("d", "s", ("a", []))).Since, Is.EqualTo(1));
        Assert.That(Night(store, Batch("d", "t", ("a", []))).Since, Is.Null);
    }

    [Test]
    public void Since_picks_another_night()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", []), ("b", s_f)));
        var next = Batch(Target("d", "s", "b2"), [Run("d", "s", "a", "g"), Run("d", "s", "b")]);
        Night(store, next);
        var last = Night(store, next);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Findings, Is.EqualTo(new[] { new FindingTransition("g", Transition.Still) }));
            Assert.That(
                store.Compare(3, since: 1).Findings,
                Is.EqualTo(new[] { new FindingTransition("g", Transition.New), new FindingTransition("f", Transition.Fixed) }));
            Assert.That(store.ReadNight(3, since: 1).Since!.Id, Is.EqualTo(1));
        }
    }

    [Test]
    public void Night_that_was_killed_changes_nothing()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        store.Add(Begin(store), Batch("d", "s", ("a", []), ("b", ["g"])));
        var next = Night(store, Batch("d", "s", ("a", s_f), ("b", ["g"])));
        Assert.That((Of(next, "f"), Of(next, "g")), Is.EqualTo((Transition.Still, Transition.New)));
    }

    [Test]
    public void Ending_a_night_again_says_the_same()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f), ("b", ["g"])));
        var first = Night(store, Batch("d", "s", ("a", []), ("b", ["g"])));
        Assert.That(store.EndNight(2, Sound).Findings, Is.EqualTo(first.Findings));
    }

    private static NightBatch Complete(NightBatch batch) => batch with { Target = batch.Target with { CompleteStrategies = ["each"] } };

    private static NotRunReason ReasonOf(NightComparison comparison) => comparison.Findings.Single(f => f.Fingerprint == "f").Reason;
}
