using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>The operations of a workload that have a name, blocks included.</summary>
internal sealed class OperationNames
{
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inBurst = new(StringComparer.Ordinal);

    /// <summary>The names in the order of the script.</summary>
    public List<string> All { get; } = [];

    /// <summary>Collects the names and reports those that stand twice.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    /// <returns>The names.</returns>
    public static OperationNames Collect(ImmutableArray<Operation> workload, BindingContext context)
    {
        var names = new OperationNames();
        names.Add(workload, isInBurst: false, context);
        return names;
    }

    /// <summary>The lists of operations an operation contains; for copies of one list, the list once.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>Its lists; none for most.</returns>
    public static IEnumerable<ImmutableArray<Operation>> Bodies(Operation operation) => operation switch
    {
        RepeatOperation repeat => [repeat.Body],
        BurstOperation burst => [burst.Body],
        ParallelOperation parallel => parallel.Threads.Distinct(),
        _ => [],
    };

    /// <summary>All operations of a list and of the blocks in it.</summary>
    /// <param name="operations">The list.</param>
    /// <returns>The operations; blocks stand before what they contain.</returns>
    public static IEnumerable<Operation> AllOf(ImmutableArray<Operation> operations) =>
        operations.SelectMany(o => Bodies(o).SelectMany(AllOf).Prepend(o));

    /// <summary>True if an operation of that name exists.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it does.</returns>
    public bool Contains(string name) => _operations.ContainsKey(name);

    /// <summary>True if a request of that name can be pending while the workload goes on.</summary>
    /// <param name="name">The name of an existing operation.</param>
    /// <returns>True if it can.</returns>
    public bool CanBePending(string name) =>
        _operations[name] is RequestOperation request && (request.Overlapped || _inBurst.Contains(name));

    private void Add(ImmutableArray<Operation> operations, bool isInBurst, BindingContext context)
    {
        foreach (Operation operation in operations)
        {
            AddOne(operation, isInBurst, context);
            foreach (ImmutableArray<Operation> body in Bodies(operation))
            {
                Add(body, isInBurst || operation is BurstOperation, context);
            }
        }
    }

    private void AddOne(Operation operation, bool isInBurst, BindingContext context)
    {
        if (operation.Name is not { } name)
        {
            return;
        }

        if (!_operations.TryAdd(name, operation))
        {
            string first = FormattableString.Invariant($"in line {_operations[name].Source.Line}");
            context.Report(DiagnosticCodes.DuplicateOperationName, operation.Source,
                $"the name '{name}' is taken by the operation {first}");
            return;
        }

        All.Add(name);
        if (isInBurst)
        {
            _inBurst.Add(name);
        }
    }
}
