using Verifier.Scenarios;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Example = """
        # yaml-language-server: $schema=../schema/scenario.schema.json
        scenario: update-array                     # = file name
        says: A failed update must leave the array as it was.
        drivers: [array-cache-*]
        system: windows-xp-x86
        verifier: [special-pool, force-irql-checking, pool-tracking, io-verification]
        workload:
          - load
          - start
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first",  out: 0 }
          - ioctl: { on: h, code: 0x222000, in: "text:second", out: 0 }
          - ioctl: { on: h, code: 0x222004, out: 64, name: read-back }
          - repeat: { times: 50, do: [ { write: { on: h, data: "fill:1500:AA" } }, { advance: 10ms } ] }
          - burst: { count: 64, do: [ { flush: h } ] }
          - close: h
          - unload
        faults:
          - fail: pool
            where: { tag: "mem*", pool: paged, size: ">= 64", irql: PASSIVE_LEVEL, phase: dispatch, stack: { require: [Update*], reject: [] } }
            when:  { nth: 2 }
        explore: each
        expect:
          - { driver: array-cache-naive, finding: state-lost }
          - { driver: "*", outcome: graceful }
        """;

    [Test]
    public void Read_example_of_the_design_binds_every_word()
    {
        ScenarioDocument document = Script.Read(Example, "scenarios/update-array.yaml");

        Assert.That(document.Diagnostics, Is.Empty, () => Script.Text(document));
        Scenario scenario = document.Scenario!;
        Assert.That(scenario.Name, Is.EqualTo("update-array"));
        Assert.That(scenario.System.Profile, Is.EqualTo("windows-xp-x86"));
        Assert.That((ulong)scenario.Verifier.Options, Is.EqualTo(0x1B));
        Assert.That(scenario.Workload.Select(o => o.Word),
            Is.EqualTo(new[] { "load", "start", "open", "ioctl", "ioctl", "ioctl", "repeat", "burst", "close", "unload" }));
        Assert.That(scenario.Faults[0].Where.Size, Is.EqualTo(new Comparison(64, long.MaxValue)));
        Assert.That(scenario.Faults[0].Where.Stack.Require, Is.EqualTo(new[] { new Glob("Update*") }));
        Assert.That(scenario.Faults[0].When.Nth, Is.EqualTo(new[] { new OrdinalRange(2, 2) }));
        Assert.That(scenario.Explore!.Strategies, Is.EqualTo(ExploreStrategies.Each));
        Assert.That(scenario.Expectations.Select(e => (e.Finding, e.Outcome)),
            Is.EqualTo(new (FindingKind?, OutcomeKind?)[] { (FindingKind.StateLost, null), (null, OutcomeKind.Graceful) }));
    }

    [Test]
    public void Read_every_node_knows_its_place()
    {
        Scenario scenario = Script.Read(Example, "scenarios/update-array.yaml").Scenario!;

        Assert.That(scenario.Workload[0].Source, Is.EqualTo(new SourceSpan(8, 5, 8, 9)));
        Assert.That(scenario.Workload[2].Source, Is.EqualTo(new SourceSpan(10, 5, 10, 9)));
        Assert.That(scenario.Faults[0].Source.Line, Is.EqualTo(19));
        Assert.That(scenario.Expectations[1].Source.Line, Is.EqualTo(25));
        Assert.That(((IoctlOperation)scenario.Workload[3]).Input!.Source.ToString(), Is.EqualTo("11,41"));
    }
}
