using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>
/// A count of all that a driver holds, at a point where it must hold nothing (of what it acquired since some call): after a failed
/// DriverEntry, after a failed START, after REMOVE, after Unload (harness/docs/facts/io.md#what-must-be-given-back). It waits for the
/// driver's work items, which may give the rest back.
/// </summary>
public sealed record Census(CensusPoint Point, int Operation, ImmutableArray<HeldResource> Held)
{
    /// <summary>The driver that holds it, where it is not the one under test.</summary>
    public string? Driver { get; init; }

    /// <summary>Virtual time, 100 ns since boot.</summary>
    public long Time { get; init; }

    /// <summary>The state of the kernel at that moment, if it was asked for and a resource was held.</summary>
    public KernelState? Kernel { get; init; }

    internal static Census Take(
        Machine machine, DriverImage image, CensusPoint point, int operation, long sinceCall, long untilCall = long.MaxValue)
    {
        var ownBlocks = machine.Pool.Census.LiveBlocks(image);
        var ownOthers = machine.Resources.HeldBy(image);
        if (ownBlocks.Count == 0 && ownOthers.Count == 0)
        {
            return new Census(point, operation, []);
        }

        var blocks = ownBlocks
            .Where(b => b.CallNumber > sinceCall && b.CallNumber <= untilCall)
            .Select(b => new HeldResource(ResourceKind.PoolBlock, b.Bytes, b.Tag, b.AcquiredBy?.Name, b.CallNumber, b.Address));
        var others = ownOthers
            .Where(r => r.CallNumber > sinceCall && r.CallNumber <= untilCall)
            .Select(r => new HeldResource(r.Kind, r.Bytes, r.Tag, r.AcquiredBy?.Name, r.CallNumber, r.Key) { GivenTo = GivenTo(machine, r) });
        return new Census(point, operation, [.. blocks.Concat(others).OrderBy(h => h.CallNumber).ThenBy(h => h.Kind).ThenBy(h => h.Address)]);
    }

    private static (string Routine, int Operation)? GivenTo(Machine machine, in Resource resource) =>
        resource.GivenTo == 0 ? null : (machine.Images.NameOf(resource.GivenTo), resource.Activity);
}
