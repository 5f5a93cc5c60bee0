using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>What is dropped and what is kept, and that nothing is lost from the counts.</summary>
public sealed class RetentionTests : HistoryFixture
{
    private static readonly RetentionSettings s_two = new() { RunsPerTarget = 2, WholeNights = 1 };

    [Test]
    public void Failing_over_passing_faster_over_slower_older_over_newer()
    {
        using var store = Open();
        var slow = Run("d", "s", "slow", "f") with { Calls = 50 };
        var fast = Run("d", "s", "fast", "f") with { Calls = 5 };
        var faster = Run("d", "s", "faster", "f") with { Calls = 4 };
        Night(store, Batch(Target("d", "s"), [Run("d", "s", "pass"), slow, fast]), Batch("d", "t", ("old", [])));
        Night(store, Batch(Target("d", "s"), [faster, Run("d", "s", "pass")]), Batch("d", "t", ("newer", []), ("newest", [])));
        Night(store, Batch("d", "s", ("pass", [])));
        Assert.That(store.Trim(s_two), Is.EqualTo(4));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.ReadNight(1).Runs.Select(r => r.Place), Is.EqualTo(new[] { "each fast", "each old" }));
            Assert.That(store.ReadNight(2).Runs.Select(r => r.Place), Is.EqualTo(new[] { "each faster", "each newer" }));
            Assert.That(store.ReadNight(3).Runs, Has.Length.EqualTo(1), "the last night is whole");
        }
    }

    [Test]
    public void Dropped_runs_stay_in_the_counts()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", []), ("b", []), ("c", []), ("x", ["f"]), ("y", ["f"]), ("z", ["f"])));
        Night(store, Batch("d", "s", ("a", [])));
        Assert.That((store.Trim(s_two), store.Trim(s_two)), Is.EqualTo((4, 0)));
        var view = store.ReadNight(1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Dropped, Is.EqualTo(new[] { new DroppedRuns("d", "s", 3, 1) }));
            Assert.That(view.Runs.Length + view.Dropped.Sum(d => d.Runs), Is.EqualTo(view.Night.Runs.Executed));
        }
    }

    [Test]
    public void Findings_and_transitions_outlive_their_runs()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", ["f"])));
        Night(store, Batch("d", "s", ("b", [])));
        store.Trim(new RetentionSettings { RunsPerTarget = 0, WholeNights = 0 });
        Assert.That(store.ReadNight(1).Runs, Is.Empty);
        Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a")])), "f"), Is.EqualTo(Transition.Fixed));
        Assert.That(store.ReadNight(3).Findings.Single().Exemplar.Token, Is.EqualTo("vr3.each fa"));
    }

    [Test]
    public void Traces_are_kept_of_the_last_night_that_saw_a_finding()
    {
        using var store = Open();
        var batch = Batch("d", "s", ("a", ["f"]));
        var traced = batch with { Findings = [batch.Findings[0] with { Exemplar = batch.Findings[0].Exemplar with { Trace = "a trace" } }] };
        Night(store, traced);
        Night(store, traced);
        store.Trim(new RetentionSettings { WholeNights = 0 });
        Assert.That((store.ReadNight(1).Findings[0].Exemplar.Trace, store.ReadNight(2).Findings[0].Exemplar.Trace), Is.EqualTo(((string?)null, "a trace")));
    }
}
