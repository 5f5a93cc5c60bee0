using Verifier.Kernel;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class FaultsTests
{
    [Test]
    public void Bind_targets_are_told_apart() =>
        Assert.That(Script.Good("faults: [ { fail: [pool, \"Io*\", IoAllocateMdl] } ]").Faults[0].Targets, Is.EqualTo(new FaultTarget[]
        {
            new(FaultTargetKind.Family, "pool"), new(FaultTargetKind.Glob, "Io*"), new(FaultTargetKind.Ddi, "IoAllocateMdl"),
        }));

    [TestCase("null", FailureShape.Null)]
    [TestCase("raise", FailureShape.Raise)]
    [TestCase("status", FailureShape.Status)]
    [TestCase("short", FailureShape.Short)]
    [TestCase("alerted", FailureShape.Alerted)]
    public void Bind_shape_has_its_word(string word, FailureShape shape) =>
        Assert.That(Script.Good($"faults: [ {{ fail: pool, as: {word} }} ]").Faults[0].Shape, Is.EqualTo(shape));

    [Test]
    public void Bind_rule_without_where_and_when_fails_every_call()
    {
        FaultRule rule = Script.Good("faults: [ { fail: pool } ]").Faults[0];

        Assert.That((rule.Where, rule.When, rule.Shape), Is.EqualTo((FaultWhere.Anywhere, FaultWhen.Always, (FailureShape?)null)));
    }

    [TestCase("nth: 1, ordinal: 2")]
    [TestCase("nth: 1, probability: 6%")]
    [TestCase("ordinal: 1, interval: 2")]
    [TestCase("limit: 1KiB, nth: 1")]
    [TestCase("stack: new, probability: 6%")]
    [TestCase("persistent: true, times: 2")]
    [TestCase("ordinal: 1, after: 2")]
    public void Bind_contradictory_words_are_refused(string words) =>
        Assert.That(Script.Bad($"faults: [ {{ fail: pool, when: {{ {words} }} }} ]", DiagnosticCodes.ContradictoryWhen).Message,
            Does.Contain("contradict each other"));

    [TestCase("probability: 6%, interval: 2, times: 3, seed: 1, space: 4KiB, after: 2")]
    [TestCase("nth: 2, after: 3, persistent: true")]
    [TestCase("limit: 0")]
    [TestCase("times: 1")]
    public void Bind_words_that_go_together_are_accepted(string words) =>
        Assert.That(Script.Good($"faults: [ {{ fail: pool, when: {{ {words} }} }} ]").Faults, Has.Length.EqualTo(1));

    [TestCase("{ fail: pool, when: { seed: 4 } }", "VS1309")]
    [TestCase("{ fail: pool, as: null, status: STATUS_NO_MEMORY }", "VS1309")]
    [TestCase("{ fail: pool, when: { delay: nowhere } }", "VS1304")]
    [TestCase("{ fail: pool, where: { operation: \"no*\" } }", "VS1304")]
    [TestCase("{ fail: pool, where: { ddi: ExAlocatePool2 } }", "VS1306")]
    [TestCase("{ fail: \"Zw*\" }", "VS1306")]
    [TestCase("{ fail: [] }", "VS1106")]
    [TestCase("{ when: { nth: 1 } }", "VS1102")]
    [TestCase("{ fail: pool, where: { stack: {} } }", "VS1108")]
    [TestCase("{ fail: pool, when: { stack: old } }", "VS1207")]
    [TestCase("{ fail: pool, when: { nth: } }", "VS1107")]
    [TestCase("pool", "VS1103")]
    public void Bind_wrong_rule_gives_the_diagnostic(string rule, string code)
    {
        var document = Script.ReadPart($"faults: [ {rule} ]");

        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
    }

    [TestCase("8min", 4_800_000_000, null)]
    [TestCase("ask", null, "ask")]
    public void Bind_delay_is_a_time_or_an_operation(string text, long? ticks, string? operation)
    {
        const string Workload = "workload: [ load, { start: { name: ask } }, { advance: 9min } ]\n";
        FaultWhen when = Script.Good(Workload + $"faults: [ {{ fail: pool, when: {{ delay: {text} }} }} ]").Faults[0].When;

        Assert.That((when.DelayTime?.Ticks, when.DelayOperation), Is.EqualTo((ticks, operation)));
    }

    [Test]
    public void Bind_delay_beyond_the_workload_is_a_warning() =>
        Assert.That(Script.Bad("workload: [ load, { repeat: { times: 3, do: [ { advance: 1s } ] } } ]\n"
            + "faults: [ { fail: pool, when: { delay: 4s } } ]",
            DiagnosticCodes.DelayNotReached).Message, Does.Contain("advances only 00:00:03"));

    [TestCase("fail: KeInitializeEvent", "'KeInitializeEvent' cannot fail for lack of resources")]
    [TestCase("fail: [pool, IoCallDriver]", "'IoCallDriver' cannot fail for lack of resources")]
    [TestCase("fail: \"KeInit*\"", "'KeInit*' matches only DDIs that cannot fail for lack of resources")]
    [TestCase("fail: pool, where: { ddi: ExFreePool }", "'ExFreePool' cannot fail for lack of resources")]
    public void Bind_ddi_that_cannot_fail_says_so(string words, string message) =>
        Assert.That(Script.Bad($"faults: [ {{ {words} }} ]", DiagnosticCodes.CannotFail).Message, Is.EqualTo(message));

    [Test]
    public void Bind_pattern_that_matches_some_that_can_fail_is_good() => Assert.That(Script.Good("faults: [ { fail: \"Io*\" } ]").Faults, Has.Length.EqualTo(1));
}
