using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>A finding whose places show another one is masked: by what is told, and how many of its places pass.</summary>
public sealed class MaskedTests : HistoryFixture
{
    private static readonly string[] s_f = ["f"];

    [Test]
    public void Masked_finding_says_by_what_and_how_many_places_pass()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f), ("b", s_f), ("c", s_f), ("e", s_f)));
        var next = Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a", "g"), Run("d", "s", "b", "h"), Run("d", "s", "c", "h"), Run("d", "s", "e")]));
        var view = store.ReadNight(2).Findings.Single(f => f.Finding.Fingerprint == "f");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(next, "f"), Is.EqualTo(Transition.Masked));
            Assert.That(view.MaskedBy, Is.EqualTo(new[] { "h", "g" }), "what shows at most places first");
            Assert.That((view.PlacesPassed, view.Places), Is.EqualTo((1, 4)));
            Assert.That(view.State, Is.EqualTo(FindingState.Masked));
        }
    }

    [Test]
    public void Masked_finding_is_fixed_when_the_other_one_is_mended_and_its_places_pass()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a", "g")]));
        var last = Night(store, Batch(Target("d", "s", "b3"), [Run("d", "s", "a")]));
        Assert.That((Of(last, "f"), Of(last, "g")), Is.EqualTo((Transition.Fixed, Transition.Fixed)));
    }

    [Test]
    public void Finding_that_shows_beside_another_one_is_not_masked()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        Assert.That(Of(Night(store, Batch("d", "s", ("a", ["f", "g"]))), "f"), Is.EqualTo(Transition.Still));
    }

    [Test]
    public void Finding_whose_places_pass_is_not_masked_by_one_at_another_place()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a"), Run("d", "s", "b", "g")])), "f"), Is.EqualTo(Transition.Fixed));
    }

    [Test]
    public void Finding_whose_places_were_not_executed_is_not_masked()
    {
        using var store = Open();
        Night(store, Batch("d", "s", ("a", s_f)));
        Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "b", "g")])), "f"), Is.EqualTo(Transition.NotRun));
    }
}
