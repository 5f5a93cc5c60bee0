using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Makes a scenario and its faults smaller while they still show the finding: fewer faults, fewer and shorter operations, once instead of
/// persistently, earlier calls, less data, a simpler machine. Deterministic; tries no more than so many scenarios.
/// </summary>
/// <param name="trial">Runs a scenario and says whether the finding is still there.</param>
/// <param name="mostTries">Most scenarios to be tried.</param>
internal sealed class Shrinker(IShrinkTrial trial, int mostTries)
{
    private readonly FaultAnchor _anchor = new();
    private readonly HashSet<string> _tried = [];
    private ShrinkState _state = null!;
    private ImmutableArray<FaultPoint> _points = [];

    /// <summary>Scenarios tried so far.</summary>
    public int Tries { get; private set; }

    /// <summary>True if every smaller scenario was tried.</summary>
    public bool IsFinished => Tries < mostTries;

    /// <summary>The smallest state that shows what the first one shows.</summary>
    /// <param name="start">Shows the finding.</param>
    public ShrinkState Shrink(ShrinkState start)
    {
        Take(start);
        bool hasChanged;
        do
        {
            var before = _state;
            DropFaults();
            DropOperations();
            ShortenBlocks();
            FailOnce();
            LowerOrdinals();
            ShortenData();
            SimplifyMachine();
            hasChanged = before != _state;
        }
        while (hasChanged && IsFinished);

        return _state;
    }

    private void DropFaults()
    {
        foreach (var fault in _state.Faults.Where(_ => _state.Faults.Length > 1))
        {
            if (Try(_state with { Faults = [fault] }))
            {
                return;
            }
        }

        // Halves first, then fewer and fewer at a time.
        for (var size = _state.Faults.Length / 2; size > 0; size /= 2)
        {
            for (var first = _state.Faults.Length - size; first >= 0; first -= size)
            {
                Try(_state with { Faults = _state.Faults.RemoveRange(first, Math.Min(size, _state.Faults.Length - first)) });
            }
        }
    }

    private void DropOperations()
    {
        for (var size = _state.Quiet.Workload.Length / 2; size > 0; size /= 2)
        {
            for (var last = _state.Quiet.Workload.Length; last > 0; last -= size)
            {
                var workload = _state.Quiet.Workload;
                var first = Math.Max(0, Math.Min(last, workload.Length) - size);
                TryWorkload(workload.RemoveRange(first, Math.Min(size, workload.Length - first)));
            }
        }

        // Then what blocks contain, the last first.
        foreach (var inner in OperationTree.All(_state.Quiet.Workload).Reverse().ToList())
        {
            TryWorkload(OperationTree.Replace(_state.Quiet.Workload, o => ReferenceEquals(o, inner) ? [] : null));
        }
    }

    private void ShortenBlocks() => Rewrite(SmallerOperation.OfBlock);

    private void FailOnce()
    {
        for (var i = 0; i < _state.Faults.Length; i++)
        {
            if (_state.Faults[i].Persistent)
            {
                Try(_state with { Faults = _state.Faults.SetItem(i, _state.Faults[i] with { Persistent = false }) });
            }
        }
    }

    private void LowerOrdinals()
    {
        if (First is not { } point)
        {
            return;
        }

        foreach (var earlier in _points.Where(p => p.Ordinal < point.Ordinal && FaultAnchor.IsSameCall(p, point)))
        {
            if (Try(_state with { Faults = Moved(_state.Faults, earlier.Ordinal) }))
            {
                return;
            }
        }
    }

    private void ShortenData() => Rewrite(o => SmallerOperation.OfData(o).Select(smaller => new[] { smaller }));

    private void SimplifyMachine()
    {
        var quiet = _state.Quiet;
        TryMachine(quiet with { Verifier = VerifierSettings.None });
        TryMachine(_state.Quiet with { System = new SystemSettings { Profile = quiet.System.Profile } });
        TryMachine(_state.Quiet with { Seed = 0 });
        foreach (var option in Enum.GetValues<VerifierOptions>().Where(o => o is not (VerifierOptions.None or VerifierOptions.Standard)))
        {
            var verifier = _state.Quiet.Verifier;
            if (verifier.Options.HasFlag(option))
            {
                TryMachine(_state.Quiet with { Verifier = verifier with { Options = verifier.Options & ~option } });
            }
        }
    }

    private void TryMachine(Scenario quiet)
    {
        if (!Equals((quiet.Verifier, quiet.System, quiet.Seed), (_state.Quiet.Verifier, _state.Quiet.System, _state.Quiet.Seed)))
        {
            Try(_state with { Quiet = quiet });
        }
    }

    // Each operation in turn, as small as it gets.
    private void Rewrite(Func<Operation, IEnumerable<IEnumerable<Operation>>> smaller)
    {
        for (var i = 0; i < OperationTree.All(_state.Quiet.Workload).Count() && IsFinished; i++)
        {
            bool hasShrunk;
            do
            {
                var operation = OperationTree.All(_state.Quiet.Workload).ElementAtOrDefault(i);
                hasShrunk = operation is not null && smaller(operation).Any(less => TryInstead(operation, [.. less]));
            }
            while (hasShrunk);
        }
    }

    private bool TryInstead(Operation operation, ImmutableArray<Operation> less)
    {
        if (less is [var alone])
        {
            _anchor.Replaced(operation, alone);
        }

        return TryWorkload(OperationTree.Replace(_state.Quiet.Workload, o => ReferenceEquals(o, operation) ? less : null));
    }

    private bool TryWorkload(ImmutableArray<Operation> workload)
    {
        var pruned = Pruning.Of(workload);
        if (pruned.IsEmpty || pruned == _state.Quiet.Workload || !IsFinished)
        {
            return false;
        }

        var quiet = _state.Quiet with { Workload = pruned };
        if (First is not { } point)
        {
            return Try(_state with { Quiet = quiet });
        }

        var points = trial.PointsOf(quiet);
        return _anchor.Candidates(point, _state.Quiet.Workload, points, pruned)
            .Any(ordinal => Try(new ShrinkState(quiet, Moved(_state.Faults, ordinal))));
    }

    private FaultPoint? First =>
        _state.Faults is [var first, ..] && first.Ordinal <= _points.Length ? _points[(int)first.Ordinal - 1] : null;

    // Later faults keep their distance from the first: where they come is its consequence.
    private static ImmutableArray<SingleFault> Moved(ImmutableArray<SingleFault> faults, long first) =>
        [.. faults.Select(f => f with { Ordinal = f.Ordinal - faults[0].Ordinal + first })];

    private bool Try(ShrinkState state)
    {
        // What is written alike runs alike.
        if (!IsFinished || state.Faults.Any(f => f.Ordinal < 1) || !_tried.Add(ScenarioWriter.Write(state.Scenario)))
        {
            return false;
        }

        Tries++;
        if (!trial.Holds(state.Scenario))
        {
            return false;
        }

        Take(state);
        return true;
    }

    private void Take(ShrinkState state)
    {
        _state = state;
        _points = state.Faults.IsEmpty ? [] : trial.PointsOf(state.Quiet);
    }
}
