using System.Collections.Immutable;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// A leak within an operation: something stays held each time the operation meets its fault. What stays held once is a cache and no
/// finding; so the operation is done again, with its fault, and only what still grows at the last time counts. Not checked: operations
/// that cannot be done twice or do not end the same way then, and more than one fault at once.
/// </summary>
internal sealed class GrowthJudge(Baselines baselines, Func<Plan, RunOptions, RunObservation> run)
{
    private const int Echoes = 3;

    /// <summary>Counts what is held after each operation.</summary>
    public static readonly RunOptions Counting = new() { CountsHoldings = true, CapturesStacks = false };

    /// <summary>Judges the probed operation of a run.</summary>
    public Finding? Judge(RunObservation seen)
    {
        if (seen.Plan.Variation is not { Probed: { } id, Points.Length: 1, Points: [{ Persistent: false }] } || Suspect(seen, id) is not { } operation)
        {
            return null;
        }

        var plan = Planner.Vary(seen.Plan, seen.Plan.Variation with { Echoes = Echoes });
        var echoed = run(plan, Counting);
        var grown = LastGrowth(echoed, id, operation.Status);
        var isPropagated = operation.Status is { IsError: true };
        if (grown.Count > 0 && !isPropagated)
        {
            // A success may well keep something each time; only what it keeps besides is a leak.
            var usual = LastGrowth(baselines.Without([], id, Echoes), id, operation.Status);
            grown.RemoveAll(g => usual.Exists(u => u.Kind == g.Kind && u.Tag == g.Tag && u.Ddi == g.Ddi && u.Count >= g.Count));
        }

        return grown.Count == 0 ? null : LeakOf(seen, operation, grown, WithOrigins(plan, grown));
    }

    private OperationRecord? Suspect(RunObservation seen, OperationId id)
    {
        var operation = seen.Operations.FirstOrDefault(o => o.Id == id && o.Role == OperationRole.Script);
        if (operation?.Held is not { } after || !Repetition.CanBeDoneAgain(operation.Operation) || seen.Stop is not null)
        {
            return null;
        }

        var golden = baselines.Golden.Operations;
        var at = golden.FirstOrDefault(o => o.Id == id)?.Index ?? 0;
        var before = at > 0 ? golden[at - 1].Held! : Holdings.None;
        var more = after.Beyond(before);
        if (operation.Status is not { IsError: true } && golden.Length > at && golden[at].Held is { } usual)
        {
            more = after.Beyond(usual);
        }

        return more.IsEmpty ? null : operation;
    }

    // One that ends otherwise did something else: what a success keeps is no leak of the failure.
    private static List<HeldCount> LastGrowth(RunObservation echoed, OperationId id, NTSTATUS? status)
    {
        var echoes = echoed.Operations.Where(o => o.Role == OperationRole.Echo && o.Id == id && o.Held is not null).ToList();
        return echoes.Count < Echoes || echoes[^1].Status != status ? [] : [.. echoes[^1].Held!.Beyond(echoes[^2].Held!)];
    }

    /// <summary>The youngest of each that grew, with its place: from the same run once more.</summary>
    private ImmutableArray<HeldResource> WithOrigins(Plan plan, List<HeldCount> grown)
    {
        ImmutableArray<long> calls = [.. grown.Select(g => g.LastCall).Distinct().Order()];
        var origins = run(plan, Counting with { OriginsOf = calls }).Origins;
        return [.. grown.Select(g => g.Youngest with { Origin = origins.GetValueOrDefault(g.LastCall) })];
    }

    private static Finding LeakOf(RunObservation seen, OperationRecord operation, List<HeldCount> grown, ImmutableArray<HeldResource> held)
    {
        var cause = seen.Injections.LastOrDefault();
        return new Finding
        {
            Kind = FindingKind.Leak,
            Title = $"{CauseText.Of(seen, cause)}: each time {operation.Name} meets this, the driver keeps one more {grown[0]}.",
            Details = [.. grown.Select((g, i) => $"held more after each failure: {g}{held[i].Origin}")],
            Held = held,
            Operation = operation.Name,
            Cause = cause,
            Ddi = grown[0].Ddi,
            Tag = grown[0].Tag.Value == 0 ? null : grown[0].Tag.ToString(),
        };
    }
}
