using NUnit.Framework.Constraints;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Loading;

namespace Verifier.NUnit;

/// <summary>
/// A driver survives every allocation failure of a scenario. The actual value is the driver: its type, its <see cref="DriverUnderTest"/>, a
/// <see cref="ScenarioCase"/>, or the path of a compiled driver (.sys), which begins beside the test assembly or in a folder above it. A
/// compiled driver is explored in a worker process.
/// </summary>
/// <param name="scenario">Path of the scenario file.</param>
/// <param name="strategies">The strategies of the exploration.</param>
public sealed class SurvivalConstraint(string scenario, ExploreStrategies strategies) : Constraint(scenario)
{
    /// <inheritdoc/>
    public override string Description => $"a driver that absorbs or propagates every allocation failure in {scenario}";

    private readonly List<string> _stubs = [];

    /// <summary>
    /// Calls of an import of a compiled driver that is not modelled are answered with a value, instead of ending the run. Once for each
    /// import.
    /// </summary>
    /// <param name="stub"><c>NAME=VALUE</c>: a number, or the name of a status.</param>
    public SurvivalConstraint WithStub(string stub)
    {
        _stubs.Add(stub);
        return this;
    }

    /// <inheritdoc/>
    public override ConstraintResult ApplyTo<TActual>(TActual actual)
    {
        var driver = actual switch
        {
            DriverUnderTest model => model,
            Type type => DriverModels.Of(type),
            ScenarioCase one => one.Plan.Driver,
            string path => CompiledDrivers.At(path),
            _ => throw new ArgumentException($"The actual value is {actual?.GetType().Name ?? "null"}; give the type of a driver model, or the path of a .sys.", nameof(actual)),
        };
        var file = ScenarioFile.At(scenario) ?? throw new ArgumentException($"There is no scenario {scenario} beside the test assembly or above it.");
        var script = file.Read(out var problem) ?? throw new ArgumentException(problem);
        driver = CompiledDrivers.Beside(file, script, driver);
        if (_stubs.Count > 0)
        {
            var stubs = ImportStubs.Read(_stubs);
            ImportStubs.Check(stubs, [driver]);
            driver = ImportStubs.Give(driver, stubs);
        }

        var plan = Planner.Make(script, driver, variation: new Variation { RestsScriptFaults = true });
        var outcome = driver.RunsCompiledCode ? TestWorkers.Explore(plan, file, strategies) : ExploreHere(plan);
        return new SurvivalResult(this, driver, new ReplayLine(driver, file), outcome, [.. outcome.Groups.Where(g => !g.IsBenign)]);
    }

    private CampaignOutcome ExploreHere(Plan plan)
    {
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = strategies });
        if (outcome.Groups.FirstOrDefault(g => !g.IsBenign) is { } first)
        {
            Attachments.AddTrace(runner, plan, first.Exemplar);
        }

        return outcome;
    }

    private sealed class SurvivalResult(IConstraint constraint, DriverUnderTest driver, ReplayLine replay, CampaignOutcome outcome, List<FindingGroup> failures)
        : ConstraintResult(constraint, driver.Name, failures.Count == 0 && outcome.Completeness.IsComplete && UntestedBy(outcome) is null)
    {
        private static string? UntestedBy(CampaignOutcome outcome) =>
            outcome.Golden.Untested ?? (outcome.Golden.Points.IsEmpty ? "the scenario reaches no call that can be made to fail" : null);

        public override void WriteActualValueTo(MessageWriter writer)
        {
            var done = outcome.Completeness;
            writer.Write($"{driver.Name}, with {Count(failures.Count, "defect")} at {Count(done.Points, "fault point")}");
            foreach (var group in failures)
            {
                FindingText.WriteTo(writer, replay, group.Exemplar, group.Cases.Length);
            }

            if (UntestedBy(outcome) is { } untested)
            {
                writer.Write($"{writer.NewLine}  inconclusive: {untested.ReplaceLineEndings($"{writer.NewLine}  ")}");
            }

            if (!done.IsComplete)
            {
                writer.Write($"{writer.NewLine}  {Count(done.OutOfBudget, "run")} {(done.OutOfBudget == 1 ? "was" : "were")} not done and {done.Inconclusive} could not be judged.");
            }
        }

        private static string Count(int number, string what) => number == 1 ? $"1 {what}" : FormattableString.Invariant($"{number} {what}s");
    }
}
