using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Engine.Economy;

/// <summary>
/// A failed call after which the driver did nothing but try again: every later call of the operation that can fail is another attempt for the
/// same thing, and exists only because of the failure.
/// </summary>
/// <param name="Attempt">The first attempt.</param>
/// <param name="IsFutile">True if the operation failed although memory was there for every attempt.</param>
public sealed record Fallback(FaultPoint Attempt, bool IsFutile)
{
    /// <summary>The fallback of a run with one fault; null when there is none.</summary>
    /// <param name="run">The run, with the fault points behind its fault.</param>
    /// <param name="more">Those of them that exist only because of it.</param>
    /// <param name="golden">The run without it.</param>
    internal static Fallback? Of(RunObservation run, ImmutableArray<FaultPoint> more, RunObservation golden)
    {
        if (run is not { Injections: [var fault], Stop: null } || run.RealFailures != golden.RealFailures
            || run.Operations.ElementAtOrDefault(fault.Operation) is not { Role: OperationRole.Script, State: OperationState.Done, Status: { } status } operation
            || golden.Operations.FirstOrDefault(o => o.Id == operation.Id) is not { Status.IsError: false })
        {
            return null;
        }

        var attempts = run.Points.Where(p => p.Operation == operation.Id && p.Ordinal > fault.Ordinal).ToList();
        var isAll = attempts.TrueForAll(p => more.Any(m => m.Ordinal == p.Ordinal)
            && p.Family == DdiFamilies.NameOf(fault.Ddi.Family) && p.Tag == fault.Tag?.ToString());
        return attempts.Count > 0 && isAll ? new Fallback(attempts[0], status.IsError) : null;
    }
}
