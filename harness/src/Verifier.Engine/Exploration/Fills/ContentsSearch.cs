using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Exploration;

/// <summary>
/// Looks for memory that a driver uses before it has written to it: the golden run once more, with other contents of what is handed out
/// uninitialised, must not differ in anything. Where it does, the allocation is found without which the difference disappears. Memory that a
/// device may write to is left alone.
/// </summary>
internal sealed class ContentsSearch(Baselines baselines, Func<Plan, RunOptions, RunObservation> run)
{
    /// <summary>A driver that shows uninitialised memory everywhere shows it often enough.</summary>
    private const int MostFindings = 8;

    private static readonly RunOptions Listing = new() { CapturesStacks = false, ListsHandedOut = true };
    private static readonly RunOptions Plain = new() { CapturesStacks = false };
    private static readonly RunOptions Traced = new() { CapturesStacks = false, KeepTrace = true };

    private RunObservation? _usual;

    // The golden run once more, with all uninitialised memory listed.
    private RunObservation Usual => _usual ??= run(baselines.Plan, Listing);

    /// <summary>True if the driver does the same each time. If not, a difference says nothing about memory.</summary>
    public bool Repeats => ContentsDifference.Between(baselines.Golden, Usual) is null;

    /// <summary>The runs with findings; empty when nothing differs.</summary>
    /// <param name="pattern">The byte that uninitialised memory is filled with.</param>
    /// <param name="whole">The run in which all of it is.</param>
    public ImmutableArray<(RunObservation Run, Finding Finding)> Search(byte pattern, out RunObservation whole)
    {
        var left = Usual.HandedOut.Where(m => !m.IsDeviceWritten).ToList();
        whole = With(pattern, left);
        var found = ImmutableArray.CreateBuilder<(RunObservation, Finding)>();
        for (var seen = whole; found.Count < MostFindings && ContentsDifference.Between(Usual, seen) is not null; seen = With(pattern, left))
        {
            var culprit = left[Culprit(pattern, left)];
            var shown = Differs(pattern, [culprit]) ?? With(pattern, left.TakeWhile(m => m.Ordinal <= culprit.Ordinal));
            if (FindingOf(shown) is { } finding)
            {
                found.Add((shown, finding));
            }

            var site = ContentsFinding.SiteOf(Usual, culprit);
            left.RemoveAll(m => ContentsFinding.SiteOf(Usual, m) == site);
        }

        return found.ToImmutable();
    }

    /// <summary>The finding of a run with other contents of some allocations, the last of which it is about; null when nothing differs.</summary>
    public Finding? FindingOf(RunObservation seen)
    {
        if (seen.HandedOut is not [.., var memory] || ContentsDifference.Between(Usual, seen) is not { } difference)
        {
            return null;
        }

        var traced = difference.WithTrace(run(baselines.Plan, Traced).Trace, run(seen.Plan, Traced).Trace);
        return ContentsFinding.Of(seen, memory, traced);
    }

    // By halving: with the allocations before it there is no difference, with it there is.
    private int Culprit(byte pattern, List<HandedOut> left)
    {
        var (without, with) = (0, left.Count);
        while (with - without > 1)
        {
            var middle = without + ((with - without) / 2);
            if (Differs(pattern, left.Take(middle)) is null)
            {
                without = middle;
            }
            else
            {
                with = middle;
            }
        }

        return with - 1;
    }

    private RunObservation? Differs(byte pattern, IEnumerable<HandedOut> memory) =>
        With(pattern, memory) is var seen && ContentsDifference.Between(Usual, seen) is null ? null : seen;

    private RunObservation With(byte pattern, IEnumerable<HandedOut> memory)
    {
        var allocations = OtherContents.Ranges(memory.Select(m => m.Ordinal));
        return allocations.IsEmpty ? Usual : run(
            Planner.Vary(baselines.Plan, baselines.Plan.Variation with { Contents = new OtherContents(pattern, allocations) }), Plain);
    }
}
