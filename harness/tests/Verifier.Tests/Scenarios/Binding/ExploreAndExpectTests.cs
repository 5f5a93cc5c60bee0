using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class ExploreAndExpectTests
{
    [TestCase("each", ExploreStrategies.Each)]
    [TestCase("[each, second]", ExploreStrategies.Each | ExploreStrategies.Second)]
    [TestCase("all", ExploreStrategies.All)]
    [TestCase("{ how: stacks }", ExploreStrategies.Stacks)]
    public void Bind_explore_has_three_forms(string text, ExploreStrategies strategies) =>
        Assert.That(Script.Good($"explore: {text}").Explore!.Strategies, Is.EqualTo(strategies));

    [Test]
    public void Bind_explore_settings_are_kept()
    {
        ExploreSettings explore = Script.Read(Samples.Everything).Scenario!.Explore!;

        Assert.That((explore.BudgetRuns, explore.BudgetTime, explore.Shard),
            Is.EqualTo((10000L, TimeSpan.FromMinutes(10), new Shard(1, 4))));
        Assert.That((explore.Probability, explore.Repeats, explore.Seed), Is.EqualTo((new Rate(1, 20), 20, 3UL)));
        Assert.That(explore.Exclude, Is.EqualTo(new[] { "8f3a21c0d4e5b677" }));
        Assert.That(explore.Benign.Single().Why, Is.EqualTo("the log is best effort"));
    }

    [TestCase("explore: sometimes", "VS1207")]
    [TestCase("explore: []", "VS1106")]
    [TestCase("explore: { budget: { runs: 1 } }", "VS1102")]
    [TestCase("explore: { how: each, seed: 3 }", "VS1309")]
    [TestCase("explore: { how: each, shard: 5/4 }", "VS1217")]
    [TestCase("explore: { how: each, shard: 0/4 }", "VS1217")]
    [TestCase("explore: { how: each, benign: [ { site: x } ] }", "VS1102")]
    [TestCase("explore: { how: each, benign: [ { site: x, why: ' ' } ] }", "VS1211")]
    [TestCase("expect: [ { driver: x } ]", "VS1108")]
    [TestCase("expect: [ { finding: leak, outcome: graceful } ]", "VS1313")]
    [TestCase("expect: [ { finding: leak, bugcheck: 0xC4 } ]", "VS1313")]
    [TestCase("expect: [ { finding: bugcheck, parameters: [1] } ]", "VS1313")]
    [TestCase("expect: [ { finding: hang, status: 0 } ]", "VS1313")]
    [TestCase("expect: [ { finding: bugcheck, bugcheck: DRIVER_VERIFIER_DETECTED } ]", "VS1215")]
    [TestCase("expect: [ { finding: bugcheck, bugcheck: 0xC4, parameters: [1, 2, 3, 4, 5] } ]", "VS1202")]
    [TestCase("expect: [ { finding: state_lost } ]", "VS1207")]
    [TestCase("expect: [ { finding: leak, ddi: NoSuchDdi } ]", "VS1306")]
    [TestCase("expect: [ { finding: leak, operation: nowhere } ]", "VS1304")]
    public void Bind_wrong_words_give_the_diagnostic(string part, string code)
    {
        var document = Script.ReadPart(part);

        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
    }

    [Test]
    public void Bind_bugcheck_with_parameters_is_kept()
    {
        Expectation expectation = Script.Good(
            "expect: [ { finding: bugcheck, bugcheck: DRIVER_VERIFIER_DETECTED_VIOLATION, parameters: [0x62, any, 3] } ]").Expectations[0];

        Assert.That(expectation.BugCheck, Is.EqualTo(new StopCode(0xC4, "DRIVER_VERIFIER_DETECTED_VIOLATION")));
        Assert.That(expectation.Parameters, Is.EqualTo(new ulong?[] { 0x62, null, 3 }));
        Assert.That((expectation.Driver.Pattern, expectation.Count), Is.EqualTo(("*", (Comparison?)null)));
    }

    [TestCase("bugcheck", FindingKind.BugCheck)]
    [TestCase("leak", FindingKind.Leak)]
    [TestCase("wrong-status", FindingKind.WrongStatus)]
    [TestCase("swallowed", FindingKind.Swallowed)]
    [TestCase("state-lost", FindingKind.StateLost)]
    [TestCase("not-recovered", FindingKind.NotRecovered)]
    [TestCase("hang", FindingKind.Hang)]
    [TestCase("protocol", FindingKind.Protocol)]
    [TestCase("not-reached", FindingKind.NotReached)]
    public void Bind_finding_has_its_word(string word, FindingKind kind) =>
        Assert.That(Script.Good($"expect: [ {{ finding: {word} }} ]").Expectations[0].Finding, Is.EqualTo(kind));

    [TestCase("graceful", OutcomeKind.Graceful)]
    [TestCase("propagated", OutcomeKind.Propagated)]
    [TestCase("absorbed", OutcomeKind.Absorbed)]
    public void Bind_outcome_has_its_word(string word, OutcomeKind kind) =>
        Assert.That(Script.Good($"expect: [ {{ outcome: {word} }} ]").Expectations[0].Outcome, Is.EqualTo(kind));

    [Test]
    public void Count_of_outcomes_in_an_exploration_is_warned_of()
    {
        var warning = Script.Bad("explore: each\nexpect: [ { outcome: absorbed, count: 3 } ]", DiagnosticCodes.NotJudged);
        Assert.That((warning.Severity, warning.Message), Is.EqualTo((DiagnosticSeverity.Warning,
            "outcomes are not counted in an exploration, where each run has its own: leave 'count' out, and the outcome holds in every run")));
        Script.Good("expect: [ { outcome: absorbed, count: 3 } ]");
    }
}
