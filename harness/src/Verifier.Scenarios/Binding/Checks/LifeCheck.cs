using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>
/// Refuses operations that Windows never does where they stand (<see cref="WindowsOrder"/>). An operation is refused only if it is out of
/// order in every state that the workload can be in there; what only a run can know, the run skips.
/// </summary>
internal sealed class LifeCheck
{
    private readonly BindingContext _context;
    private readonly PlannedFailures _failures;
    private readonly IReadOnlySet<Operation> _underHandles;
    private readonly HashSet<Operation> _reported = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Operation Block, LifeStates Before), LifeStates> _known = [];
    private Operation? _last;

    private LifeCheck(Scenario scenario, IReadOnlySet<Operation> underHandles, BindingContext context)
    {
        _underHandles = underHandles;
        _context = context;
        _failures = new PlannedFailures(scenario);
    }

    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="underHandles">Removals and unloads that an open handle may keep waiting.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, IReadOnlySet<Operation> underHandles, BindingContext context)
    {
        // With an error in the script, what is missing may be the mistyped word. A script that never loads its driver is told so elsewhere.
        if (!context.Diagnostics.HasErrors && OperationNames.AllOf(scenario.Workload).Any(o => o is LoadOperation))
        {
            new LifeCheck(scenario, underHandles, context).Walk(scenario.Workload, LifeStates.Only(LifeState.NotLoaded));
        }
    }

    private LifeStates Walk(ImmutableArray<Operation> operations, LifeStates states) => operations.Aggregate(states, (now, o) => After(o, now));

    private LifeStates After(Operation operation, LifeStates states) => operation switch
    {
        RepeatOperation or ParallelOperation => AfterBlock(operation, states),
        _ when WindowsOrder.Knows(operation) => AfterOne(operation, states),
        _ => states,
    };

    private LifeStates AfterOne(Operation operation, LifeStates states)
    {
        var after = default(LifeStates);
        bool isInOrder = false;
        foreach (LifeState state in states.All)
        {
            if (!Comes(operation, state))
            {
                after = after.And(LifeStates.Only(state));
                continue;
            }

            isInOrder = true;
            after = after.And(Outcomes(operation, state));
        }

        if (!isInOrder)
        {
            Report(operation, Likely(states));
        }
        else if (WindowsOrder.ChangesState(operation))
        {
            _last = operation;
        }

        return after;
    }

    // A driver without AddDevice has no device that could keep it from being unloaded; which kind a script is for is not known here.
    private static bool Comes(Operation operation, LifeState state) =>
        WindowsOrder.Allows(operation, state) || (operation is UnloadOperation && state != LifeState.NotLoaded);

    private LifeStates Outcomes(Operation operation, LifeState state)
    {
        if (!WindowsOrder.Allows(operation, state))
        {
            return LifeStates.Only(state).And(LifeStates.Only(LifeState.NotLoaded));
        }

        LifeStates after = LifeStates.Only(WindowsOrder.After(operation, state, succeeds: true));
        after = _underHandles.Contains(operation) ? after.And(LifeStates.Only(state)) : after;
        return _failures.Include(operation) ? after.And(LifeStates.Only(WindowsOrder.After(operation, state, succeeds: false))) : after;
    }

    private LifeStates AfterBlock(Operation block, LifeStates states)
    {
        if (!_known.TryGetValue((block, states), out LifeStates after))
        {
            after = block is RepeatOperation repeat ? AfterRepeat(repeat, states) : AfterParallel((ParallelOperation)block, states);
            _known[(block, states)] = after;
        }

        return after;
    }

    // The states of the rounds come round again soon: there are few.
    private LifeStates AfterRepeat(RepeatOperation repeat, LifeStates states)
    {
        var rounds = new List<LifeStates> { states };
        while (rounds.Count <= repeat.Times)
        {
            LifeStates next = Walk(repeat.Body, rounds[^1]);
            int first = rounds.IndexOf(next);
            if (first >= 0)
            {
                int period = rounds.Count - first;
                return rounds[first + ((repeat.Times - first) % period)];
            }

            rounds.Add(next);
        }

        return rounds[^1];
    }

    private LifeStates AfterParallel(ParallelOperation parallel, LifeStates states)
    {
        var changing = parallel.Threads.Where(Changes).ToList();
        if (changing.Count > 1 && _reported.Add(parallel))
        {
            _context.Report(DiagnosticCodes.SeveralStateThreads, parallel.Source,
                "several threads of this 'parallel' load, start, stop, remove or unload; Windows does that one after the other: keep it to one thread");
        }

        // What the others do may come before, between and after.
        LifeStates seen = states;
        LifeStates after = states;
        foreach (Operation operation in changing.FirstOrDefault([]))
        {
            after = After(operation, after);
            seen = seen.And(after);
        }

        foreach (ImmutableArray<Operation> thread in parallel.Threads.Distinct().Where(t => !Changes(t)))
        {
            Walk(thread, seen);
        }

        return after;
    }

    private static bool Changes(ImmutableArray<Operation> operations) => OperationNames.AllOf(operations).Any(WindowsOrder.ChangesState);

    // Of several states, the one that comes if all goes well.
    private LifeState Likely(LifeStates states)
    {
        var wanted = _last is { } last
            ? Enum.GetValues<LifeState>().Where(s => WindowsOrder.Allows(last, s)).Select(s => WindowsOrder.After(last, s, succeeds: true)).ToList()
            : [];
        return states.All.OrderByDescending(wanted.Contains).First();
    }

    private void Report(Operation operation, LifeState state)
    {
        if (!_reported.Add(operation))
        {
            return;
        }

        string what = operation.Name is { } name ? $"'{operation.Word}' ('{name}')" : $"'{operation.Word}'";
        string since = _last is { } last ? FormattableString.Invariant($" (since '{last.Name ?? last.Word}' in line {last.Source.Line})") : "";
        string reason = $"{WindowsOrder.Words(state)}{since}; {WindowsOrder.Meaning(operation)}";
        _context.Report(DiagnosticCodes.OutOfOrder, operation.Source, $"{what} never comes here: {reason}");
    }
}
