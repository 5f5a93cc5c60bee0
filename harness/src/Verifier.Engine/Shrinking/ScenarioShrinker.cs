using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Makes of a failing run the smallest scenario of its own that still shows the finding: with explicit faults, on one driver, as a
/// regression with the finding under <c>expect:</c>: it fails until the driver is mended, and passes from then on. Not thread safe; one a job.
/// </summary>
/// <param name="runner">The runner whose machines are used.</param>
/// <param name="mostTries">Most scenarios to be tried.</param>
public sealed class ScenarioShrinker(ScenarioRunner runner, int mostTries = ScenarioShrinker.DefaultTries)
{
    /// <summary>Enough for workloads of some fifty operations.</summary>
    public const int DefaultTries = 1000;

    // With more calls than this the persistent fault, if it shows the same, is the better beginning.
    private const int MostSingleFaults = 64;

    private const int LongestSentence = 1000;

    /// <summary>Shrinks a run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="fingerprint">The finding of the run that is to be kept; null for its first.</param>
    /// <returns>The scenario, called by its <see cref="ShrunkScenario.SpeakingName"/>.</returns>
    public ShrinkResult Shrink(Plan plan, string? fingerprint = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var result = runner.Run(plan);
        var finding = result.Findings.FirstOrDefault(f => fingerprint is null || Fingerprint.Of(result.Run, f).Text == fingerprint);
        if (finding is null)
        {
            return new ShrinkResult(null, fingerprint is null ? "the run has no finding" : $"the run has no finding {fingerprint}");
        }

        var quiet = QuietOf(plan);
        var trial = new ScenarioTrial(runner, plan.Driver, Fingerprint.Of(result.Run, finding).Text, quiet);
        var start = Beginnings(result.Run, finding).Select(faults => new ShrinkState(quiet, faults)).FirstOrDefault(s => trial.Holds(s.Scenario));
        return start is null
            ? new ShrinkResult(null, $"no scenario with explicit faults shows \"{FindingWords.Of(finding.Kind)}\" of this run")
            : new ShrinkResult(Smallest(start, trial, result), null);
    }

    private ShrunkScenario Smallest(ShrinkState start, ScenarioTrial trial, RunResult before)
    {
        var shrinker = new Shrinker(trial, mostTries);
        var smallest = SiteRules.Of(shrinker.Shrink(start), trial);
        var result = trial.Run(smallest)!;
        var finding = trial.FindingIn(result)!;
        var original = before.Run.Plan.Scenario;
        var driver = before.Run.Plan.Driver.Name;
        var sentence = $"What is left of {original.Name} with {driver}: {finding.Title}";
        var scenario = smallest with
        {
            Says = sentence.Length > LongestSentence ? sentence[..LongestSentence] : sentence,
            IsRegression = true,
            Expectations = ExpectedFindings.Of(result.Findings, driver),
        };
        var shrunk = new ShrunkScenario
        {
            OriginalName = original.Name,
            Scenario = scenario,
            Script = ScenarioWriter.Write(scenario),
            Finding = finding,
            Fingerprint = Fingerprint.Of(result.Run, finding).Text,
            Operations = (OperationTree.All(original.Workload).Count(), OperationTree.All(scenario.Workload).Count()),
            Faults = (before.Run.Injections.Length, result.Run.Injections.Length),
            Tries = shrinker.Tries,
            IsFinished = shrinker.IsFinished,
        };
        return shrunk.Named(shrunk.SpeakingName);
    }

    private static Scenario QuietOf(Plan plan)
    {
        var scenario = plan.Scenario;
        var limits = plan.Variation.Limits;
        const VerifierOptions Injecting = VerifierOptions.LowResources | VerifierOptions.SystematicLowResources;
        return scenario with
        {
            Drivers = [new DriverSelection { Text = plan.Driver.Name }],
            Seed = plan.Seed,
            System = scenario.System with
            {
                NonpagedPool = limits.NonPagedPoolBytes ?? scenario.System.NonpagedPool,
                PagedPool = limits.PagedPoolBytes ?? scenario.System.PagedPool,
                SystemPtes = (int?)limits.SystemPtes ?? scenario.System.SystemPtes,
                MapRegisters = (int?)limits.MapRegisters ?? scenario.System.MapRegisters,
            },
            Verifier = scenario.Verifier with { Options = scenario.Verifier.Options & ~Injecting & ~(VerifierOptions)(ulong)plan.Variation.WithoutOptions, LowResources = null, NdisLowResources = false },
            Registry = [.. scenario.Registry.Select(MachineData.Inlined)],
            Hardware = MachineData.Inlined(scenario.Hardware),
            Workload = OperationTree.Replace(scenario.Workload, WithItsData),
            Faults = [],
            Explore = null,
            Expectations = [],
        };
    }

    // The scenario stands by itself: data from files becomes data in the script.
    private static IEnumerable<Operation>? WithItsData(Operation operation) => operation switch
    {
        WriteOperation { Data: FileData data } write => [write with { Data = Literal(data) }],
        ControlOperation { Input: FileData data } control => [control with { Input = Literal(data) }],
        WmiOperation { Input: FileData data } wmi => [wmi with { Input = Literal(data) }],
        SetInformationOperation { Data: FileData data } set => [set with { Data = Literal(data) }],
        InterruptOperation { Changes.IsEmpty: false } interrupt => [interrupt with { Changes = MachineData.Inlined(interrupt.Changes) }],
        CheckOperation { Output: FileData data } check => [check with { Output = Literal(data) }],
        _ => null,
    };

    private static LiteralData Literal(FileData data) => new() { Bytes = data.Bytes };

    private static IEnumerable<ImmutableArray<SingleFault>> Beginnings(RunObservation run, Finding finding)
    {
        if (run.Injections.IsEmpty)
        {
            yield return [];
            yield break;
        }

        if (finding.Cause is { } cause)
        {
            yield return [FaultOf(cause)];
        }

        if (!run.Plan.Variation.Points.IsEmpty)
        {
            yield return [.. run.Plan.Variation.Points.Select(p => new SingleFault(p.Ordinal, p.Persistent, ShapeOf(p.Shape)))];
        }

        if (run.Injections.Length > MostSingleFaults)
        {
            yield return [new SingleFault(run.Injections[0].Ordinal, Persistent: true)];
        }

        yield return [.. run.Injections.Select(FaultOf)];
    }

    private static SingleFault FaultOf(Injection injection) => new(
        injection.Ordinal,
        Persistent: false,
        ShapeOf(injection.Rule.Shape),
        injection.Rule.Status is { } status ? new StatusCode(status.Value, $"0x{status.Value:X8}") : null);

    // A script has no word for a call that stops the machine: that is the DDI's own shape.
    private static FailureShape? ShapeOf(FailureShape? shape) => shape is FailureShape.CannotFail or FailureShape.Stop ? null : shape;
}
