using System.Collections.Immutable;
using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>A finding whose routine is renamed or moved is the same finding; one that only looks like it is another.</summary>
public sealed class MoveTests : HistoryFixture
{
    [Test]
    public void Renamed_routine_keeps_the_finding_and_says_where_it_was()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        var next = Night(store, At("n", "Car.Steer", "b2"));
        var view = store.ReadNight(2).Findings.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Findings, Is.EqualTo(new[] { new FindingTransition("n", Transition.Still) }));
            Assert.That(view.Move, Is.EqualTo(new FindingMove(2, "f", "Car.Drive < Car.Main", "Car.Steer < Car.Main")));
            Assert.That((view.Finding.FirstNight, view.Finding.Nights), Is.EqualTo((1, 2)));
        }
    }

    [Test]
    public void Renamed_routine_that_is_mended_is_fixed()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        Night(store, At("n", "Car.Steer", "b2"));
        Assert.That(Night(store, Passing("Car.Steer", "b3")).Findings, Is.EqualTo(new[] { new FindingTransition("n", Transition.Fixed) }));
    }

    [Test]
    public void Routine_that_gets_its_old_name_back_keeps_the_finding()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        Night(store, At("n", "Car.Steer", "b2"));
        Assert.That(Night(store, At("f", "Car.Drive", "b3")).Findings, Is.EqualTo(new[] { new FindingTransition("f", Transition.Still) }));
    }

    [Test]
    public void Night_that_was_killed_between_does_not_lose_the_finding()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        store.Add(Begin(store), At("n", "Car.Steer", "b2"));
        Assert.That(Night(store, At("n", "Car.Steer", "b2")).Findings, Is.EqualTo(new[] { new FindingTransition("n", Transition.Still) }));
    }

    [Test]
    public void Ending_the_night_again_says_the_same()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        var first = Night(store, At("n", "Car.Steer", "b2"));
        Assert.That(store.EndNight(2, Sound).Findings, Is.EqualTo(first.Findings));
    }

    // Two defects in two routines of the same shape: each keeps its own, by the routine that called it.
    [Test]
    public void Two_that_are_renamed_at_once_are_not_taken_for_each_other()
    {
        using var store = Open();
        Night(store, Both(("f1", "Car.Drive", "Car.Main"), ("f2", "Car.Park", "Car.Stop"), "b1"));
        Night(store, Both(("n2", "Car.Stand", "Car.Stop"), ("n1", "Car.Steer", "Car.Main"), "b2"));
        Assert.That(
            store.ReadNight(2).Findings.Select(f => (f.Move?.WasFingerprint, f.Finding.Fingerprint)), Is.EquivalentTo(new[] { ("f1", "n1"), ("f2", "n2") }));
    }

    [TestCase("another kind")]
    [TestCase("another DDI")]
    [TestCase("another tag")]
    [TestCase("another size")]
    [TestCase("another operation")]
    [TestCase("the routine is still there")]
    public void Finding_that_only_looks_like_it_is_another(string what)
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        var twin = At("n", "Car.Steer", "b2");
        var (one, best) = (twin.Findings[0].Finding, twin.Findings[0].Exemplar);
        Night(store, what switch
        {
            "another kind" => With(twin, one with { Kind = "hang" }, best),
            "another DDI" => With(twin, one with { Ddi = "IoAllocateMdl" }, best),
            "another tag" => With(twin, one with { Tag = "Othr" }, best),
            "another size" => With(twin, one, best with { Size = 65 }),
            "another operation" => With(twin, one, best with { Operation = "read" }),
            _ => twin with { Target = twin.Target with { Routines = [.. twin.Target.Routines, "Car.Drive"] } },
        });
        Assert.That(store.ReadNight(2).Findings.Select(f => (f.Finding.Fingerprint, f.Move)), Is.EquivalentTo(new (string, FindingMove?)[] { ("n", null), ("f", null) }));
    }

    // What was never explored again may still have the routine.
    [Test]
    public void Routine_that_was_not_looked_for_is_not_gone()
    {
        using var store = Open();
        Night(store, At("f", "Car.Drive"));
        var other = At("n", "Car.Steer", "b2");
        Night(store, other with { Target = other.Target with { Scenario = "other" } });
        Assert.That(store.ReadNight(2).Findings.Select(f => f.Transition), Is.EquivalentTo(new[] { Transition.New, Transition.NotRun }));
    }

    private static NightBatch With(NightBatch batch, FindingRow finding, Exemplar best) =>
        batch with { Findings = [batch.Findings[0] with { Finding = finding, Exemplar = best }] };

    private static NightBatch At(string fingerprint, string routine, string build = "b1")
    {
        var batch = Batch(Target("d", "s", build) with { Routines = [routine, "Car.Main"] }, [Run("d", "s", $"{routine} ExAllocatePool2 'Tag1' #1", fingerprint)]);
        return With(batch, Leak(fingerprint), Best(batch.Findings[0].Exemplar, routine, "Car.Main"));
    }

    private static NightBatch Passing(string routine, string build) =>
        Batch(Target("d", "s", build) with { Routines = [routine, "Car.Main"] }, [Run("d", "s", $"{routine} ExAllocatePool2 'Tag1' #1")]);

    private static NightBatch Both((string Print, string Routine, string Caller) one, (string Print, string Routine, string Caller) other, string build)
    {
        ImmutableArray<(string Print, string Routine, string Caller)> all = [one, other];
        var batch = Batch(
            Target("d", "s", build) with { Routines = [.. all.SelectMany(a => new[] { a.Routine, a.Caller })] },
            [.. all.Select(a => Run("d", "s", $"{a.Routine} ExAllocatePool2 'Tag1' #1", a.Print))]);
        return batch with
        {
            Findings = [.. batch.Findings.Zip(all, (f, a) => f with { Finding = Leak(a.Print), Exemplar = Best(f.Exemplar, a.Routine, a.Caller) })],
        };
    }

    private static FindingRow Leak(string fingerprint) => Finding(fingerprint, "d") with { Ddi = "ExAllocatePool2", Tag = "Tag1" };

    private static Exemplar Best(Exemplar exemplar, params string[] routines) => exemplar with
    {
        Operation = "load",
        Size = 64,
        InjectedAt = [.. routines.Select(r => new StackFrameRow(r, "Car.cs", 7))],
    };
}
