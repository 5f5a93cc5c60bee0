using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>A finding that comes or goes although driver, script and harness are the same is flaky: never new, and never fixed.</summary>
public sealed class FlakyTests : HistoryFixture
{
    private static readonly string[] s_f = ["f"];

    [Test]
    public void Finding_that_comes_at_a_place_that_passed_with_the_same_build_is_flaky()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", s_f))), "f"), Is.EqualTo(Transition.Flaky));
    }

    [Test]
    public void Finding_that_comes_with_another_build_is_new()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Assert.That(Of(Night(store, Broken("b2")), "f"), Is.EqualTo(Transition.New));
    }

    [Test]
    public void Finding_that_comes_with_another_script_is_new()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Assert.That(Of(Night(store, Batch(Target("d", "s") with { ScenarioHash = "changed" }, [Run("d", "s", "a", s_f)])), "f"), Is.EqualTo(Transition.New));
    }

    // A harness that sees more finds more.
    [Test]
    public void Finding_that_comes_with_another_harness_is_new()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        var night = store.BeginNight(new NightStart(Start, "0.1.0", "lib1") { HarnessBuild = "another" });
        store.Add(night, Batch("d", "s", ("a", s_f)));
        Assert.That(Of(store.EndNight(night, Sound), "f"), Is.EqualTo(Transition.New));
    }

    [Test]
    public void Finding_at_a_place_that_was_never_executed_is_new_although_another_place_of_it_passed()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", s_f), ("b", s_f))), "f"), Is.EqualTo(Transition.New));
    }

    [Test]
    public void Pass_of_a_night_whose_oracles_were_not_sound_makes_nothing_flaky()
    {
        using var store = Open();
        Night(store, Unsound, Batch("d", "s", ("a", [])));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", s_f))), "f"), Is.EqualTo(Transition.New));
    }

    [Test]
    public void Finding_that_goes_with_the_same_build_is_flaky_and_then_gone()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        var next = Enumerable.Range(0, 3).Select(_ => Of(Night(store, Batch("d", "s", ("a", []))), "f"));
        Assert.That(next, Is.EqualTo(new Transition?[] { Transition.Flaky, null, null }));
    }

    [Test]
    public void Flaky_finding_that_every_run_of_a_later_build_shows_is_one_again()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", [])));
        Night(store, Batch("d", "s", ("a", s_f)));
        Assert.That(new[] { Of(Night(store, Broken("b2")), "f"), Of(Night(store, Broken("b2")), "f") }, Is.EqualTo(new Transition?[] { Transition.Still, Transition.Still }));
    }

    // The next night's run of that place ended: with a finding, but it ended.
    [Test]
    public void Finding_of_a_lost_run_is_closed_by_a_run_of_its_place_that_ends_normally()
    {
        using var store = Open();
        Night(store, Lost("b1"));
        var next = Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a", "g")]));
        Assert.That((Of(next, "f"), Of(next, "g")), Is.EqualTo((Transition.Fixed, Transition.New)));
    }

    [Test]
    public void Lost_run_of_a_driver_that_is_as_it_was_is_flaky_on_the_way_in_and_on_the_way_out()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["g"])));
        Assert.That(Of(Night(store, Lost("b1")), "f"), Is.EqualTo(Transition.Flaky));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", ["g"]))), "f"), Is.EqualTo(Transition.Flaky));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", ["g"]))), "f"), Is.Null, "closed");
    }

    [Test]
    public void Lost_run_that_is_not_done_again_stays_open()
    {
        using var store = Open();
        Night(store, Lost("b1"));
        Assert.That(Of(Night(store, Batch("d", "s", ("b", []))), "f"), Is.EqualTo(Transition.NotRun));
    }

    private static NightBatch Broken(string build) => Batch(Target("d", "s", build), [Run("d", "s", "a", s_f)]);

    private static NightBatch Lost(string build)
    {
        var batch = Broken(build);
        return batch with { Findings = [batch.Findings[0] with { Finding = batch.Findings[0].Finding with { Kind = "uncontrolled" } }] };
    }
}
