using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Economy;

/// <summary>Advice about fallbacks that never work: memory was there for the second attempt, and the operation failed each time all the same.</summary>
internal static class FallbackAdvice
{
    /// <summary>The advice, one for each pair of places.</summary>
    /// <param name="seen">The fallbacks of a campaign's runs, each with the fault point that failed.</param>
    public static ImmutableArray<Advice> Of(IEnumerable<(FaultPoint Failed, Fallback Fallback)> seen) =>
    [
        .. seen.GroupBy(s => (s.Failed.Site, s.Fallback.Attempt.Site))
            .Where(pair => pair.All(s => s.Fallback.IsFutile))
            .Select(pair => Of(pair.First().Failed, pair.First().Fallback.Attempt, [.. pair.Select(s => s.Failed.OperationName).Distinct()], pair.Count())),
    ];

    private static Advice Of(FaultPoint failed, FaultPoint attempt, IReadOnlyList<string> operations, int times)
    {
        var during = operations.Count > 3 ? $"{operations[0]} and {operations.Count - 1} other operations" : string.Join(", ", operations);
        var often = times == 1 ? "the one time" : string.Create(CultureInfo.InvariantCulture, $"all {times} times");
        return new Advice(
            AdviceKind.FallbackNeverWorks,
            PlaceOf(failed),
            $"When {CallText.Of(failed.Ddi, failed.Size, failed.Tag)} fails here, {CallText.Of(attempt.Ddi, attempt.Size, attempt.Tag)} in {FrameOf(attempt)} is tried instead. It got its memory, and the operation failed {often} nevertheless ({during}): mend the fallback, or leave it out.",
            0,
            "ExAllocatePoolWithTag function (wdm.h)");
    }

    private static string PlaceOf(FaultPoint point) => $"{point.Ddi} in {FrameOf(point)}";

    private static string FrameOf(FaultPoint point) => point.Frames.IsEmpty ? point.Routine : point.Frames[0].ToString();
}
