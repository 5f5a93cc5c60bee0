using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>Lists calls that failed although no rule said so: memory, PTEs or registers have really run out.</summary>
internal sealed class RealShortages(Machine machine, OperationLog operations, Trace trace)
{
    /// <summary>The number of calls.</summary>
    public long Count { get; private set; }

    /// <summary>The first ones.</summary>
    public List<Shortage> First { get; } = [];

    /// <summary>True to note where in the driver each call was made.</summary>
    public bool CapturesStacks { get; set; } = true;

    /// <summary>The only call whose place is wanted, 1-based; null for all.</summary>
    public int? StackOf { get; set; }

    /// <summary>A call came back without what it asked for.</summary>
    public void Note(DriverImage caller, Ddi ddi)
    {
        Count++;
        if (First.Count < InjectedFailures.StacksKept)
        {
            var isPlaceWanted = CapturesStacks && (StackOf ?? First.Count + 1) == First.Count + 1;
            First.Add(new Shortage(ddi, machine.Gate.Calls, operations.Index, isPlaceWanted ? DriverStack.Capture(caller) : DriverStack.Empty));
        }

        trace.Note(machine, TraceEventKind.Shortage, ddi.Name, [], "failed for real: the resource has run out");
    }
}
