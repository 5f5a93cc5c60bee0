using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>Notes where in the driver some calls are made, which an earlier run of the same plan has named by their numbers.</summary>
internal sealed class OriginRecorder(ImmutableArray<long> calls)
{
    private readonly ImmutableDictionary<long, Acquisition>.Builder _found = ImmutableDictionary.CreateBuilder<long, Acquisition>();
    private int _next;

    /// <summary>The places found, by call number.</summary>
    public ImmutableDictionary<long, Acquisition> Found => _found.ToImmutable();

    /// <summary>A call of the driver begins.</summary>
    /// <param name="call">Its number.</param>
    /// <param name="operations">The workload's operations.</param>
    /// <param name="caller">The driver.</param>
    public void Note(long call, OperationLog operations, DriverImage caller)
    {
        while (_next < calls.Length && calls[_next] < call)
        {
            // Another driver's call, which does not come here.
            _next++;
        }

        if (_next < calls.Length && calls[_next] == call)
        {
            _found[call] = new Acquisition(operations.Name, string.Empty, [.. DriverStack.Capture(caller).Frames]);
        }
    }
}
