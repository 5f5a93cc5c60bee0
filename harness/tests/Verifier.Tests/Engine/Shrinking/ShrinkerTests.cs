using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;
using Verifier.Tests.Scenarios;

namespace Verifier.Tests.Engine.Shrinking;

/// <summary>The result is the least that the trial needs, from any beginning; and never more tries than allowed.</summary>
public sealed class ShrinkerTests
{
    private const string Rich = """
        verifier: standard
        seed: 7
        workload:
          - load
          - open: { device: \Device\A, as: other }
          - read: { on: other, length: 64 }
          - repeat: { times: 50, do: [ { advance: 1s }, { open: { device: \Device\B, as: h } }, { write: { on: h, data: "fill:1500:AA", name: hit } }, { close: h } ] }
          - parallel: [ [ { advance: 1s } ], [ { advance: 2s } ] ]
          - check: { operation: hit, status: STATUS_SUCCESS }
          - close: other
          - unload
        """;

    [Test]
    public void Workload_is_as_small_as_the_trial_allows()
    {
        var trial = new Trial(s => Text(s).Contains("- write", StringComparison.Ordinal) && s.Workload.Any(o => o is LoadOperation));
        var smallest = Shrink(trial, Rich);
        Assert.That(Lines(smallest.Scenario), Is.EqualTo(new[]
        {
            "- load", @"- open: { device: \Device\B, as: h }", "- write: { on: h, data: \"fill:0:AA\", name: hit }",
        }));
        Assert.That((smallest.Quiet.Verifier.Options, smallest.Quiet.Seed), Is.EqualTo((VerifierOptions.None, 0UL)));
    }

    [Test]
    public void Options_that_matter_stay()
    {
        var trial = new Trial(s => s.Verifier.Options.HasFlag(VerifierOptions.PoolTracking) && s.Seed == 7);
        var quiet = Shrink(trial, Rich).Quiet;
        Assert.That((quiet.Verifier.Options, quiet.Seed), Is.EqualTo((VerifierOptions.PoolTracking, 7UL)));
    }

    [Test]
    public void Data_stays_as_long_as_it_must_be()
    {
        var trial = new Trial(s => s.Workload.OfType<WriteOperation>().Any(w => w.Data.Length >= 9));
        Assert.That(Shrink(trial, Rich).Quiet.Workload.OfType<WriteOperation>().Single().Data.Length, Is.EqualTo(9));
    }

    [Test]
    public void Rounds_stay_as_many_as_must_be()
    {
        var trial = new Trial(s => s.Workload.OfType<RepeatOperation>().Any(r => r.Times >= 3));
        Assert.That(Shrink(trial, Rich).Quiet.Workload.OfType<RepeatOperation>().Single().Times, Is.EqualTo(3));
    }

    [TestCase(new long[] { 4 }, new long[] { 4 })]
    [TestCase(new long[] { 2, 7 }, new long[] { 2, 7 })]
    [TestCase(new long[] { 1, 5, 9 }, new long[] { 1, 5, 9 })]
    public void Faults_that_are_needed_together_stay(long[] needed, long[] left)
    {
        var trial = new Trial(s => needed.All(o => OrdinalsOf(s).Contains(o)));
        var smallest = Shrink(trial, "workload: [load]", [.. Enumerable.Range(1, 20).Select(i => new SingleFault(i))]);
        Assert.That(smallest.Faults.Select(f => f.Ordinal), Is.EqualTo(left));
    }

    [Test]
    public void Persistent_becomes_once_and_late_becomes_early()
    {
        var trial = new Trial(s => OrdinalsOf(s).Any(o => o >= 3)) { Points = [.. Enumerable.Range(1, 9).Select(i => Point(i, "Pool", "Store"))] };
        var smallest = Shrink(trial, "workload: [load]", [new SingleFault(8, Persistent: true)]);
        Assert.That(smallest.Faults, Is.EqualTo(new[] { new SingleFault(3) }));
    }

    [Test]
    public void Fault_is_not_moved_to_another_call()
    {
        var trial = new Trial(_ => true) { Points = [Point(1, "Pool", "Load"), Point(2, "Mdl", "Store"), Point(3, "Pool", "Store")] };
        Assert.That(Shrink(trial, "workload: [load]", [new SingleFault(3)]).Faults, Is.EqualTo(new[] { new SingleFault(3) }));
    }

    [Test]
    public void Fault_is_found_again_when_operations_before_it_go()
    {
        // One call before each write that is left, and the one in question in the write itself.
        var trial = new Trial(s => s.Workload.OfType<WriteOperation>().Any(w => w.Name == "hit") && OrdinalsOf(s).SequenceEqual([2L * s.Workload.OfType<WriteOperation>().Count()]))
        {
            PointsOfScenario = s => [.. Enumerable.Range(0, s.Workload.Length).Where(i => s.Workload[i] is WriteOperation)
                .SelectMany((node, i) => new[] { Point((2 * i) + 1, "Mdl", "Write", node), Point((2 * i) + 2, "Pool", "Write", node) })],
        };
        var smallest = Shrink(
            trial,
            """
            workload:
              - load
              - open: { device: \Device\B, as: h }
              - write: { on: h, data: "fill:8:AA" }
              - write: { on: h, data: "fill:8:AA" }
              - write: { on: h, data: "fill:8:AA", name: hit }
            """,
            [new SingleFault(6)]);
        Assert.That(smallest.Faults, Is.EqualTo(new[] { new SingleFault(2) }));
        Assert.That(smallest.Quiet.Workload.OfType<WriteOperation>().Select(w => (w.Name, w.Data.Length)), Is.EqualTo(new[] { ("hit", 0) }));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(10)]
    public void Tries_are_never_more_than_allowed(int most)
    {
        var trial = new Trial(_ => false);
        var shrinker = new Shrinker(trial, most);
        shrinker.Shrink(new ShrinkState(Script.Good(Rich), []));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shrinker.Tries, Is.EqualTo(most));
            Assert.That(trial.Asked, Is.EqualTo(most));
            Assert.That(shrinker.IsFinished, Is.False);
        }
    }

    [Test]
    public void Nothing_is_asked_twice()
    {
        var trial = new Trial(s => s.Workload.Length >= 4);
        Shrink(trial, Rich);
        Assert.That(trial.Seen, Is.Unique);
    }

    private static ShrinkState Shrink(Trial trial, string part, params ImmutableArray<SingleFault> faults) =>
        new Shrinker(trial, 5000).Shrink(new ShrinkState(Script.Good(part), faults));

    private static IEnumerable<long> OrdinalsOf(Scenario scenario) => scenario.Faults.Select(f => f.When.Ordinal[0].First);

    private static string Text(Scenario scenario) => ScenarioWriter.Write(scenario);

    private static IEnumerable<string> Lines(Scenario scenario) => Text(scenario).Split('\n').Where(l => l.StartsWith("  -", StringComparison.Ordinal)).Select(l => l.Trim());

    private static FaultPoint Point(long ordinal, string ddi, string routine, int node = 0) => new()
    {
        Ordinal = ordinal,
        Ddi = ddi,
        Family = "pool",
        Irql = 0,
        Phase = DriverPhase.Dispatch,
        Operation = new OperationId(node, 1),
        OperationName = string.Empty,
        Frames = [new DriverFrame(routine, "Driver", 0, null, 0)],
        Site = 1,
        Occurrence = 1,
    };

    private sealed class Trial(Func<Scenario, bool> holds) : IShrinkTrial
    {
        public int Asked => Seen.Count;

        public List<string> Seen { get; } = [];

        public ImmutableArray<FaultPoint> Points { get; init; } = [.. Enumerable.Range(1, 20).Select(i => Point(i, "Pool", $"R{i}"))];

        public Func<Scenario, ImmutableArray<FaultPoint>>? PointsOfScenario { get; init; }

        public bool Holds(Scenario scenario)
        {
            Seen.Add(Text(scenario));
            Assert.That(Script.Errors(Script.Read(Text(scenario))).Where(e => !e.Contains("load", StringComparison.Ordinal)), Is.Empty);
            return holds(scenario);
        }

        public ImmutableArray<FaultPoint> PointsOf(Scenario scenario) => PointsOfScenario?.Invoke(scenario) ?? Points;
    }
}
