using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>Numbers a script's operations depth first, so that the same operation can be found again in another run of the same script.</summary>
internal sealed class WorkloadNumbering
{
    // By reference: two operations that say the same are two operations.
    private readonly Dictionary<Operation, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<Operation> _operations = [];
    private readonly HashSet<Operation> _parallel = new(ReferenceEqualityComparer.Instance);

    public WorkloadNumbering(ImmutableArray<Operation> workload) => Number(workload, isParallel: false);

    /// <summary>Operations in all.</summary>
    public int Count => _numbers.Count;

    public int Of(Operation operation) => _numbers[operation];

    /// <summary>The operation with a number; null when there is none.</summary>
    public Operation? At(int number) => number < _operations.Count ? _operations[number] : null;

    /// <summary>True if the operation runs beside others, in a thread of <c>parallel</c>.</summary>
    public bool IsParallel(Operation operation) => _parallel.Contains(operation);

    private void Number(ImmutableArray<Operation> operations, bool isParallel)
    {
        foreach (var operation in operations)
        {
            if (_numbers.TryAdd(operation, _numbers.Count))
            {
                _operations.Add(operation);
            }

            if (isParallel)
            {
                _parallel.Add(operation);
            }

            switch (operation)
            {
                case RepeatOperation repeat:
                    Number(repeat.Body, isParallel);
                    break;
                case BurstOperation burst:
                    Number(burst.Body, isParallel);
                    break;
                case ParallelOperation parallel:
                    foreach (var thread in parallel.Threads)
                    {
                        Number(thread, isParallel: true);
                    }

                    break;
            }
        }
    }
}
