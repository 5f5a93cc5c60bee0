using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>A workload as a tree: what it holds, and the same with one operation replaced or left out. Operations are told apart by reference.</summary>
internal static class OperationTree
{
    /// <summary>All operations, blocks before what they contain; what copies of one list contain comes once.</summary>
    public static IEnumerable<Operation> All(ImmutableArray<Operation> operations) =>
        operations.SelectMany(o => Bodies(o).Distinct().SelectMany(All).Prepend(o));

    /// <summary>The same with operations replaced by others, none or several.</summary>
    /// <param name="operations">The workload.</param>
    /// <param name="replace">What comes in an operation's place; null to keep it and look inside.</param>
    public static ImmutableArray<Operation> Replace(ImmutableArray<Operation> operations, Func<Operation, IEnumerable<Operation>?> replace)
    {
        // Copies of one list stay one list.
        var known = new List<(ImmutableArray<Operation> Before, ImmutableArray<Operation> After)>();
        return Replaced(operations);

        ImmutableArray<Operation> Replaced(ImmutableArray<Operation> list)
        {
            var index = known.FindIndex(k => k.Before == list);
            if (index >= 0)
            {
                return known[index].After;
            }

            ImmutableArray<Operation> after = [.. list.SelectMany(o => replace(o) ?? [Inside(o)])];
            after = AreSame(after, list) ? list : after;
            known.Add((list, after));
            return after;
        }

        Operation Inside(Operation operation) => operation switch
        {
            RepeatOperation repeat when Replaced(repeat.Body) is var body && body != repeat.Body => repeat with { Body = body },
            BurstOperation burst when Replaced(burst.Body) is var body && body != burst.Body => burst with { Body = body },
            ParallelOperation parallel when parallel.Threads.Select(Replaced).ToImmutableArray() is var threads && !threads.SequenceEqual(parallel.Threads) =>
                parallel with { Threads = threads },
            _ => operation,
        };
    }

    /// <summary>True if both trees are the very same operations.</summary>
    public static bool AreSame(ImmutableArray<Operation> one, ImmutableArray<Operation> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => ReferenceEquals(pair.First, pair.Second));

    /// <summary>The lists that an operation contains.</summary>
    public static ImmutableArray<ImmutableArray<Operation>> Bodies(Operation operation) => operation switch
    {
        RepeatOperation repeat => [repeat.Body],
        BurstOperation burst => [burst.Body],
        ParallelOperation parallel => parallel.Threads,
        _ => [],
    };
}
