using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>
/// Walks a workload once, in order: handles, references to operations, suspension, length. An empty name stands for one that was
/// missing or wrong and reported as such.
/// </summary>
internal sealed class WorkloadCheck
{
    private const long MaximumOperations = 1_000_000;
    private const uint FirstError = 0xC000_0000;

    private readonly BindingContext _context;
    private readonly OperationNames _names;
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly HashSet<Operation> _underHandles = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private int _suspended;

    private WorkloadCheck(OperationNames names, BindingContext context)
    {
        _names = names;
        _context = context;
    }

    /// <summary>Checks a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="names">Its operations by name.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    /// <returns>Removals and unloads that an open handle may keep waiting.</returns>
    public static IReadOnlySet<Operation> Run(ImmutableArray<Operation> workload, OperationNames names, BindingContext context)
    {
        if (workload.Length == 0)
        {
            return new HashSet<Operation>();
        }

        var check = new WorkloadCheck(names, context);
        check.CollectOpened(workload);
        check.Visit(workload, new HandleScope(null));
        long length = Length(workload);
        if (length > MaximumOperations)
        {
            string found = FormattableString.Invariant($"the workload runs {length} operations, more than the {MaximumOperations}");
            context.Report(DiagnosticCodes.TooManyOperations, LargestBlock(workload).Source, found + " allowed; nested repeats multiply");
        }

        // With an error in the script, the missing 'load' may be the mistyped word.
        bool mayLoad = workload.Any(o => o is LoadOperation or RepeatOperation or ParallelOperation) || context.Diagnostics.HasErrors;
        if (!mayLoad)
        {
            context.Report(DiagnosticCodes.NeverLoaded, workload[0].Source, "the workload never loads the driver; begin with 'load'");
        }

        return check._underHandles;
    }

    private static string? HandleOf(Operation operation) => operation switch
    {
        OpenOperation open => open.Handle,
        PressureHoldOperation hold => hold.Handle,
        _ => null,
    };

    // Saturates far above the limit instead of overflowing.
    private static long Length(ImmutableArray<Operation> operations) =>
        Math.Min(operations.Sum(o => 1 + Inner(o)), MaximumOperations * MaximumOperations);

    private static long Inner(Operation operation) => operation switch
    {
        RepeatOperation repeat => repeat.Times * Math.Min(Length(repeat.Body), MaximumOperations + 1),
        BurstOperation burst => burst.Count * Math.Min(Length(burst.Body), MaximumOperations + 1),
        ParallelOperation parallel => parallel.Threads.Sum(Length),
        _ => 0,
    };

    private static Operation LargestBlock(ImmutableArray<Operation> workload) => workload.MaxBy(Inner)!;

    private void CollectOpened(ImmutableArray<Operation> operations)
    {
        foreach (Operation operation in operations)
        {
            if (HandleOf(operation) is { } handle)
            {
                _opened.Add(handle);
            }

            foreach (ImmutableArray<Operation> body in OperationNames.Bodies(operation))
            {
                CollectOpened(body);
            }
        }
    }

    private void Visit(ImmutableArray<Operation> operations, HandleScope handles)
    {
        foreach (Operation operation in operations)
        {
            Visit(operation, handles);
            if (operation.Name is { } name)
            {
                _passed.Add(name);
            }
        }
    }

    private void Visit(Operation operation, HandleScope handles)
    {
        switch (operation)
        {
            case OpenOperation open when IsRefused(open):
                break;
            case OpenOperation open:
                Take(open.Handle, open, handles);
                break;
            case PressureHoldOperation hold:
                Take(hold.Handle, hold, handles);
                break;
            case CloseOperation close:
                Need(close.Handle, isPool: false, close, handles);
                handles.Remove(close.Handle);
                break;
            case PressureReleaseOperation release:
                Need(release.Handle, isPool: true, release, handles);
                handles.Remove(release.Handle);
                break;
            case RequestOperation request:
                Need(request.Handle, isPool: false, request, handles);
                break;
            case RemoveOperation or UnloadOperation:
                NeedNoHandle(operation, handles);
                break;
            case ParallelOperation parallel:
                VisitThreads(parallel, handles);
                break;
            default:
                VisitOther(operation, handles);
                break;
        }
    }

    // One that is meant to fail opens nothing.
    private static bool IsRefused(OpenOperation open) => !open.AllowedStatuses.IsEmpty && open.AllowedStatuses.All(s => s.Value >= FirstError);

    private void VisitThreads(ParallelOperation parallel, HandleScope handles)
    {
        // A thread's handles are its own; what it closes of the others' is closed for the threads after it in the script, too.
        foreach (ImmutableArray<Operation> body in OperationNames.Bodies(parallel))
        {
            Visit(body, new HandleScope(handles));
        }
    }

    private void VisitOther(Operation operation, HandleScope handles)
    {
        switch (operation)
        {
            case FaultSuspendOperation:
                _suspended++;
                break;
            case FaultResumeOperation when _suspended == 0:
                _context.Report(DiagnosticCodes.SuspendMismatch, operation.Source,
                    "nothing is suspended here; 'fault-suspend' comes first");
                break;
            case FaultResumeOperation:
                _suspended--;
                break;
            case CheckOperation check when IsKnown(check.Operation, check):
                break;
            case CancelOperation cancel when IsKnown(cancel.Operation, cancel):
                NeedPending(cancel.Operation, cancel);
                break;
            case WaitOperation { Operation: { } name } wait when IsKnown(name, wait):
                NeedPending(name, wait);
                break;
            default:
                foreach (ImmutableArray<Operation> body in OperationNames.Bodies(operation))
                {
                    Visit(body, handles);
                }

                break;
        }
    }

    private void Take(string handle, Operation operation, HandleScope handles)
    {
        if (handle.Length > 0 && !handles.TryAdd(handle, operation))
        {
            _context.Report(DiagnosticCodes.HandleStillOpen, operation.Source,
                $"the name '{handle}' is in use here; close or release it first, or choose another");
        }
    }

    private void Need(string handle, bool isPool, Operation operation, HandleScope handles)
    {
        Operation? owner = handles.Find(handle);
        bool isRight = owner is not null && owner is PressureHoldOperation == isPool;
        if (isRight || handle.Length == 0)
        {
            return;
        }

        // Its 'open' may have been refused for another reason: one error is enough.
        if (owner is null && !handles.WasClosed(handle) && _context.IsDeclared(handle) && !_opened.Contains(handle))
        {
            return;
        }

        string message = owner is not null ? $"'{handle}' is held pool, not a handle"
            : handles.WasClosed(handle) ? $"the handle '{handle}' is closed before this"
            : $"the handle '{handle}' is not open here; an 'open' with 'as: {handle}' comes first";
        string text = isPool ? message.Replace("an 'open'", "a 'hold'", StringComparison.Ordinal) : message;
        _context.Diagnostics.Add(DiagnosticCodes.HandleNotOpen, operation.Source, text, handle, handles.Names, listed: false);
    }

    // A handle to a device that the driver made beside the bus's own keeps no removal waiting; which it is, only a run knows.
    private void NeedNoHandle(Operation operation, HandleScope handles)
    {
        if (handles.FirstOpen is { } open)
        {
            _underHandles.Add(operation);
            string what = operation is UnloadOperation ? "calls the unload routine" : "sends REMOVE_DEVICE";
            _context.Report(DiagnosticCodes.HandleInTheWay, operation.Source,
                $"the handle '{open.Handle}' is open here; Windows {what} when all handles to the device are closed, and so a run skips this: put 'close' before it");
        }
    }

    private bool IsKnown(string name, Operation operation)
    {
        if (_names.Contains(name))
        {
            if (!_passed.Contains(name))
            {
                _context.Report(DiagnosticCodes.UnknownOperationName, operation.Source, $"the operation '{name}' comes after this one");
            }

            return true;
        }

        if (name.Length > 0 && !_context.IsDeclared(name))
        {
            _context.Diagnostics.Add(DiagnosticCodes.UnknownOperationName, operation.Source,
                $"no operation has the name '{name}'; an operation gets one by its key 'name'",
                name, _names.All, listed: _names.All.Count is > 0 and <= 20);
        }

        return false;
    }

    private void NeedPending(string name, Operation operation)
    {
        if (!_names.CanBePending(name))
        {
            _context.Report(DiagnosticCodes.NotPending, operation.Source,
                $"the operation '{name}' is never pending when the workload gets here; give it 'overlapped: true'");
        }
    }
}
