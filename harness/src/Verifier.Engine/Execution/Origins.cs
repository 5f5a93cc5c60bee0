using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Execution;

/// <summary>
/// Finds out where a driver acquired what a run talks about. Stacks are not captured at every call (ARCHITECTURE.md D5); runs repeat
/// exactly (ARCHITECTURE.md D4), so the same run is made once more and only the calls in question are looked at.
/// </summary>
internal static class Origins
{
    /// <summary>A driver that leaks a thousand blocks shows its places often enough.</summary>
    private const int Most = 256;

    /// <summary>The numbers of the calls whose places an observation wants, ascending.</summary>
    public static ImmutableArray<long> WantedBy(RunObservation run) =>
    [
        .. run.Censuses.SelectMany(c => c.Held)
            .Concat(run.HeldAtStop)
            .Concat(run.KernelState?.Held ?? [])
            .Where(h => h.AcquiredBy is not null)
            .Select(h => h.CallNumber)
            .Concat(AboutOf(run).Select(c => c.CallNumber))
            .Distinct()
            .Take(Most)
            .Order(),
    ];

    /// <summary>The options with which the same run is made once more for the places of some calls.</summary>
    public static RunOptions Seeking(RunOptions options, ImmutableArray<long> calls) =>
        new() { CapturesStacks = false, OriginsOf = calls, FollowsMemory = options.FollowsMemory, PagedInstead = options.PagedInstead };

    /// <summary>The observation with the places that another one of the same run knows.</summary>
    public static RunObservation Fill(RunObservation run, ImmutableDictionary<long, Acquisition> origins) => run with
    {
        Origins = origins,
        Censuses = [.. run.Censuses.Select(c => c with { Held = Fill(run, c.Held, origins) })],
        HeldAtStop = Fill(run, run.HeldAtStop, origins),
        Violations = [.. run.Violations.Select(v => v.About.IsEmpty ? v : v with { About = Fill(v.About, origins) })],
        Stop = run.Stop is { About.IsEmpty: false } stop ? stop with { About = Fill(stop.About, origins) } : run.Stop,
        KernelState = run.KernelState is { } state ? state with { Held = Fill(run, state.Held, origins) } : null,
    };

    // A rule that is broken again and again is one finding, with the first one's calls.
    private static IEnumerable<ObservedCall> AboutOf(RunObservation run) =>
        run.Violations.GroupBy(v => (v.WouldBe?.Code, v.WouldBe?.P1, v.Rule, v.Routine)).SelectMany(g => g.First().About).Concat(run.Stop?.About ?? []);

    private static ImmutableArray<ObservedCall> Fill(ImmutableArray<ObservedCall> calls, ImmutableDictionary<long, Acquisition> origins) =>
        [.. calls.Select(c => c with { Place = origins.GetValueOrDefault(c.CallNumber) })];

    private static ImmutableArray<HeldResource> Fill(RunObservation run, ImmutableArray<HeldResource> held, ImmutableDictionary<long, Acquisition> origins) =>
        [.. held.Select(h => h with { Origin = Of(run, h, origins) })];

    private static Acquisition? Of(RunObservation run, HeldResource held, ImmutableDictionary<long, Acquisition> origins)
    {
        if (held.GivenTo is { } given)
        {
            var operation = given.Operation >= 0 && given.Operation < run.Operations.Length ? run.Operations[given.Operation].Name : string.Empty;
            return new Acquisition(operation, given.Routine, []);
        }

        return held.AcquiredBy is null ? null : origins.GetValueOrDefault(held.CallNumber);
    }
}
