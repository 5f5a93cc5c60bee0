using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>One cause is one entry; an unaccepted finding never hides behind an accepted one.</summary>
public sealed class FindingEntryTests
{
    [Test]
    public void Findings_of_one_cause_are_one_entry_that_the_most_urgent_one_stands_for()
    {
        var entry = FindingEntry.Of([View("a", Transition.Fixed), View("b", Transition.Still), View("c", Transition.New)]).Single();
        Assert.That((entry.State, entry.Members.Length), Is.EqualTo((FindingState.New, 3)));
        Assert.That(entry.Members.Select(m => m.Finding.Fingerprint), Is.EqualTo(new[] { "c", "b", "a" }));
    }

    [Test]
    public void Cause_is_fixed_when_all_its_findings_are() =>
        Assert.That(FindingEntry.Of([View("a", Transition.Fixed), View("b", Transition.Masked)]).Single().State, Is.EqualTo(FindingState.Masked));

    [Test]
    public void Simplest_run_stands_for_findings_of_the_same_urgency()
    {
        var entry = FindingEntry.Of([View("a", Transition.Still, faults: 2), View("b", Transition.Still, faults: 1)]).Single();
        Assert.That(entry.Lead.Finding.Fingerprint, Is.EqualTo("b"));
    }

    [Test]
    public void Other_causes_and_other_drivers_are_entries_of_their_own() => Assert.That(
        FindingEntry.Of([View("a", Transition.New), View("b", Transition.New, cause: "other"), View("c", Transition.New, driver: "e")]), Has.Length.EqualTo(3));

    [Test]
    public void Finding_that_nobody_accepts_is_an_entry_beside_those_that_are_expected_known_expired_and_flaky()
    {
        var known = new KnownFinding { Fingerprint = "k", Reason = "accepted" };
        var entries = FindingEntry.Of(
        [
            View("a", Transition.New),
            View("b", Transition.New) with { Finding = Row("b", "c", "d") with { IsExpected = true } },
            View("k", Transition.Still) with { Known = known },
            View("x", Transition.Still) with { Known = known, IsExpired = true },
            View("f", Transition.Flaky),
        ]);
        Assert.That(
            entries.Select(e => e.State), Is.EqualTo(new[] { FindingState.New, FindingState.Expected, FindingState.Known, FindingState.Expired, FindingState.Flaky }));
    }

    private static FindingView View(string fingerprint, Transition transition, string cause = "c", string driver = "d", int faults = 1) => new()
    {
        Finding = Row(fingerprint, cause, driver),
        Transition = transition,
        Exemplar = new Exemplar { Scenario = "s", ScenarioHash = "h", DriverBuild = "b", CaseKey = "each f1", Token = "t", Faults = faults },
    };

    private static FindingRow Row(string fingerprint, string cause, string driver) =>
        new() { Fingerprint = fingerprint, Coarse = cause, Driver = driver, Kind = "leak", Title = fingerprint };
}
