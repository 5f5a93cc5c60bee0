using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>
/// Says which of a run's failed calls a finding comes from, where there are several: those without which it does not come. First the shortest
/// beginning of the failures that shows it is found, by halving; its last is to blame. Then the run is done again without each of those before:
/// where the finding is gone, that one is to blame as well.
/// </summary>
/// <param name="observe">Runs a variation of the run.</param>
/// <param name="findingsOf">The findings of such a run, with any cause.</param>
internal sealed class Blame(Func<Variation, RunOptions, RunObservation> observe, Func<RunObservation, IEnumerable<Finding>> findingsOf)
{
    // A run that fails hundreds of calls is not done again hundreds of times: the latest before the last one are tried.
    private const int MostRemoved = 12;
    private const int FewestRetries = 1000;

    private static readonly RunOptions Plain = new() { CapturesStacks = false };
    private static readonly RunOptions WithPlaces = new();

    /// <summary>The findings of a run with the causes that they need.</summary>
    public ImmutableArray<Finding> Assign(RunObservation run, ImmutableArray<Finding> findings)
    {
        if (run.Injections.Length < 2)
        {
            return findings;
        }

        var trial = new Trial(run, observe, findingsOf);
        return [.. findings.Select(f => f.Cause is null ? f : Blamed(run, f, trial))];
    }

    private static Finding Blamed(RunObservation run, Finding finding, Trial trial)
    {
        var faults = run.Injections;
        if (IsLoopOfRetries(finding, faults))
        {
            return finding.With(run, [faults.LastOrDefault(f => f.Stack.Frames.Count > 0) ?? faults[^1]], 0);
        }

        var mark = FindingMark.Of(run, finding);
        var (low, high) = (0, faults.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = trial.Shows(mark, [Behind(faults[middle])]) ? (low, middle) : (middle + 1, high);
        }

        var last = faults[high];
        var needed = faults.Take(high).TakeLast(MostRemoved).Where(f => !trial.Shows(mark, [Only(f), Behind(last)], last)).Append(last).ToList();

        // A loop of retries needs all its failures: one of each place says it. Only the first hundred of a run have places.
        var places = needed.Where(f => f.Stack.Frames.Count > 0).Reverse().DistinctBy(f => f.Stack.Identity(f.Ddi)).Reverse().ToImmutableArray();
        var causes = places.IsEmpty ? [faults.Take(high + 1).LastOrDefault(f => f.Stack.Frames.Count > 0) ?? last] : places;
        return finding.With(run, causes, high <= MostRemoved ? run.Injections.Length - needed.Count : 0);
    }

    // It hangs because every attempt fails: to leave any out ends it.
    private static bool IsLoopOfRetries(Finding finding, ImmutableArray<Injection> faults) =>
        finding.Kind == FindingKind.Hang
        && faults.Length >= FewestRetries
        && faults.TakeLast(FewestRetries).All(f => f.Ddi == faults[^1].Ddi && f.Operation == faults[^1].Operation);

    private static OrdinalRange Behind(Injection fault) => new(fault.Ordinal + 1, long.MaxValue);

    private static OrdinalRange Only(Injection fault) => new(fault.Ordinal, fault.Ordinal);

    /// <summary>The run again and again, each time with some of its failures left out.</summary>
    private sealed class Trial(
        RunObservation run, Func<Variation, RunOptions, RunObservation> observe, Func<RunObservation, IEnumerable<Finding>> findingsOf)
    {
        private readonly Dictionary<string, (RunObservation Run, HashSet<FindingMark> Marks)> _known = [];

        // A named point that exists only because of an earlier failure names another call where that one is missing: such a run says nothing.
        private readonly bool _isByPoint = run.Plan.Variation.Points.Length > 1;

        public bool Shows(FindingMark mark, ImmutableArray<OrdinalRange> spared, Injection? last = null)
        {
            var variation = run.Plan.Variation with { Spared = spared };
            var key = VariationText.Write(variation);
            if (!_known.TryGetValue(key, out var known))
            {
                var again = observe(variation, _isByPoint ? WithPlaces : Plain);
                known = (again, [.. findingsOf(again).Select(f => FindingMark.Of(again, f))]);
                _known.Add(key, known);
            }

            return known.Marks.Contains(mark) && (!_isByPoint || last is null || known.Run.Injections.Any(i => IsSameCall(i, last)));
        }

        private static bool IsSameCall(Injection one, Injection other) =>
            one.Ordinal == other.Ordinal && one.Stack.Identity(one.Ddi) == other.Stack.Identity(other.Ddi);
    }
}
