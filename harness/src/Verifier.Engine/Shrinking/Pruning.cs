using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// Takes out of a workload what makes no sense any more once operations are gone: requests on handles that no operation opens, references
/// to operations that are not there, empty blocks.
/// </summary>
internal sealed class Pruning
{
    private readonly HashSet<string> _handles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _suspended;

    /// <summary>The workload that is left.</summary>
    public static ImmutableArray<Operation> Of(ImmutableArray<Operation> workload) => new Pruning().Kept(workload);

    private ImmutableArray<Operation> Kept(ImmutableArray<Operation> operations)
    {
        ImmutableArray<Operation> kept = [.. operations.SelectMany(Kept)];
        return OperationTree.AreSame(kept, operations) ? operations : kept;
    }

    private IEnumerable<Operation> Kept(Operation operation)
    {
        IEnumerable<Operation> kept = operation switch
        {
            RepeatOperation repeat => Block(repeat.Body, body => body == repeat.Body ? repeat : repeat with { Body = body }),
            BurstOperation burst => Block(burst.Body, body => body == burst.Body ? burst : burst with { Body = body }),
            ParallelOperation parallel => Threads(parallel),
            _ => MakesSense(operation) ? [operation] : [],
        };
        foreach (var one in kept)
        {
            Note(one);
            yield return one;
        }
    }

    private IEnumerable<Operation> Block(ImmutableArray<Operation> body, Func<ImmutableArray<Operation>, Operation> make)
    {
        var kept = Kept(body);
        return kept.IsEmpty ? [] : [make(kept)];
    }

    private ImmutableArray<Operation> Threads(ParallelOperation parallel)
    {
        var first = parallel.Threads[0];
        var isCopies = parallel.Threads.All(t => t == first);
        ImmutableArray<ImmutableArray<Operation>> threads = isCopies
            ? Repeated(Kept(first), parallel.Threads.Length)
            : [.. parallel.Threads.Select(Kept).Where(t => !t.IsEmpty)];
        return threads switch
        {
            [] => [],
            [var alone] => alone,
            _ when threads.SequenceEqual(parallel.Threads) => [parallel],
            _ => [parallel with { Threads = threads }],
        };
    }

    private static ImmutableArray<ImmutableArray<Operation>> Repeated(ImmutableArray<Operation> body, int count) =>
        body.IsEmpty ? [] : [.. Enumerable.Repeat(body, count)];

    private bool MakesSense(Operation operation) => operation switch
    {
        RequestOperation request => _handles.Contains(request.Handle),
        CloseOperation close => _handles.Contains(close.Handle),
        PressureReleaseOperation release => _handles.Contains(release.Handle),
        CheckOperation check => _names.Contains(check.Operation),
        CancelOperation cancel => _names.Contains(cancel.Operation),
        WaitOperation { Operation: { } name } => _names.Contains(name),
        FaultResumeOperation => _suspended > 0,
        _ => true,
    };

    private void Note(Operation operation)
    {
        if (operation.Name is { } name)
        {
            _names.Add(name);
        }

        switch (operation)
        {
            case OpenOperation open:
                _handles.Add(open.Handle);
                break;
            case PressureHoldOperation hold:
                _handles.Add(hold.Handle);
                break;
            case CloseOperation close:
                _handles.Remove(close.Handle);
                break;
            case PressureReleaseOperation release:
                _handles.Remove(release.Handle);
                break;
            case FaultSuspendOperation:
                _suspended++;
                break;
            case FaultResumeOperation:
                _suspended--;
                break;
        }
    }
}
