using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// A leak within an operation: the operation is done four times with its fault, then everything is closed, removed and unloaded. It is a leak if
/// the bytes that the driver holds rise each time, and more is left in the end than a run without the fault leaves. So a cache, or a fallback that
/// takes two small blocks for a large one, is none. What failures keep until unload is a leak if it still rises at the 64th. Not checked: operations
/// that cannot be done twice or do not end the same way then, and more than one fault at once.
/// </summary>
internal sealed class GrowthJudge(Baselines baselines, Func<Plan, RunOptions, RunObservation> run)
{
    private const int Echoes = 3;
    private const int ManyEchoes = 63;

    /// <summary>Counts what is held after each operation.</summary>
    public static readonly RunOptions Counting = new() { CountsHoldings = true, CapturesStacks = false };

    /// <summary>Judges the probed operation of a run.</summary>
    public Finding? Judge(RunObservation seen)
    {
        if (seen.Plan.Variation is not { Probed: { } id, Points: [{ Persistent: false }] } || Suspect(seen, id) is not { } operation)
        {
            return null;
        }

        var plan = Repeating(seen, Echoes);
        var echoed = run(plan, Counting);
        if (Repeated(echoed, operation, Echoes) is not { } times || End(echoed, operation) is not { } end)
        {
            return null;
        }

        if (Growth.Of(times, end, UsualEnd(operation)) is { } growth)
        {
            return LeakOf(seen, operation, growth, WithOrigins(plan, growth.Kinds));
        }

        return operation.Status is { IsError: true } && Growth.UntilUnload(times) is not null ? Hoard(seen, operation) : null;
    }

    // A failure must leave nothing behind, and what has a bound reaches it: what has none is a leak though unload gives it back.
    private Finding? Hoard(RunObservation seen, OperationRecord operation)
    {
        var plan = Repeating(seen, ManyEchoes);
        return Repeated(run(plan, Counting), operation, ManyEchoes) is { } times && Growth.UntilUnload(times) is { } growth
            ? LeakOf(seen, operation, growth, WithOrigins(plan, growth.Kinds))
            : null;
    }

    private static Plan Repeating(RunObservation seen, int echoes)
    {
        var plan = Planner.Vary(seen.Plan, seen.Plan.Variation with { Echoes = echoes });

        // Pool tracking would stop the machine at the unload that is to show what is left.
        return plan with { Options = plan.Options & ~DriverVerifierOptions.PoolTracking };
    }

    private OperationRecord? Suspect(RunObservation seen, OperationId id)
    {
        var operation = seen.Operations.FirstOrDefault(o => o.Id == id && o.Role == OperationRole.Script);
        if (operation?.Held is not { } after || !Repetition.CanBeEchoed(operation) || seen.Stop is not null)
        {
            return null;
        }

        // A success may keep something each time: it is compared with a success without the fault, a failure with what was there before.
        var golden = baselines.Golden.Operations;
        var at = golden.FirstOrDefault(o => o.Id == id)?.Index ?? 0;
        var isPropagated = operation.Status is { IsError: true };
        var usual = isPropagated ? golden.ElementAtOrDefault(at - 1)?.Held : golden.ElementAtOrDefault(at)?.Held;
        return after.Outweighs(usual ?? Holdings.None) ? operation : null;
    }

    // One that ends otherwise did something else.
    private static List<Holdings>? Repeated(RunObservation run, OperationRecord operation, int echoes)
    {
        var times = run.Operations.Where(o => o.Id == operation.Id && o.Role is OperationRole.Script or OperationRole.Echo).ToList();
        return run.Stop is null && times.Count == echoes + 1 && times.TrueForAll(o => o.Held is not null && o.Status == operation.Status)
            ? times.ConvertAll(o => o.Held!)
            : null;
    }

    /// <summary>
    /// The holdings once the driver is unloaded. If it cannot be unloaded, a failed operation must have left nothing at the end of the run
    /// all the same. Null if neither tells.
    /// </summary>
    private static Holdings? End(RunObservation run, OperationRecord operation)
    {
        var unload = run.Operations.FirstOrDefault(o => o.Index > operation.Index && o is { Operation: Scenarios.Model.UnloadOperation, Status.IsError: false });
        return unload is not null ? unload.Held : operation.Status is { IsError: true } ? run.Operations[^1].Held : null;
    }

    // What the driver forgets without any fault is the golden run's finding.
    private Holdings UsualEnd(OperationRecord operation)
    {
        var isPropagated = operation.Status is { IsError: true };
        var reference = baselines.Without(isPropagated ? [operation.Id] : [], operation.Id, Echoes);
        return reference.Stop is null && End(reference, operation) is { } end ? end : Holdings.None;
    }

    /// <summary>The youngest of each that grew, with its place: from the same run once more.</summary>
    private ImmutableArray<HeldResource> WithOrigins(Plan plan, ImmutableArray<HeldCount> grown)
    {
        ImmutableArray<long> calls = [.. grown.Select(g => g.LastCall).Distinct().Order()];
        var origins = run(plan, Counting with { OriginsOf = calls }).Origins;
        return [.. grown.Select(g => g.Youngest with { Origin = origins.GetValueOrDefault(g.LastCall) })];
    }

    private static Finding LeakOf(RunObservation seen, OperationRecord operation, Growth growth, ImmutableArray<HeldResource> held)
    {
        var cause = seen.Injections.LastOrDefault();
        var first = growth.Kinds[0];
        var isUnloaded = seen.Operations.Any(o => o is { Operation: Scenarios.Model.UnloadOperation, Status.IsError: false });
        return new Finding
        {
            Kind = FindingKind.Leak,
            Title = $"{CauseText.Of(seen, cause)}: each time {operation.Name} meets this, the driver keeps {growth.EachTime} more, {growth.Fate(isUnloaded)}: {first.What}.",
            Details =
            [
                string.Create(CultureInfo.InvariantCulture, $"held after each time: {string.Join(", ", growth.Weights.Take(Echoes + 1))}{(growth.Weights.Length > Echoes + 1 ? $" and so on to number {growth.Weights.Length}" : string.Empty)}; left in the end: {growth.Left}"),
                .. held.Select(one => $"held more after each failure: {one}"),
            ],
            Held = held,
            Operation = operation.Name,
            Cause = cause,
            Ddi = first.Ddi,
            Tag = first.Tag.Value == 0 ? null : first.Tag.ToString(),
        };
    }
}
