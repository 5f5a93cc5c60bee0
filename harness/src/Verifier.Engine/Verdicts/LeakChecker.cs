using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// What a driver still held where it must hold nothing. One finding a census, so that a leak of a thousand blocks is one finding.
/// Not checked: growth while the driver runs.
/// </summary>
internal sealed class LeakChecker : IChecker
{
    private const int Shown = 8;

    public IEnumerable<Finding> Check(RunObservation run)
    {
        var reported = new HashSet<HeldResource>();
        foreach (var census in run.Censuses)
        {
            // What REMOVE left behind is still there at Unload: one leak is one finding.
            var held = census.Held.Where(reported.Add).ToList();
            if (held.Count == 0)
            {
                continue;
            }

            var first = held[0];
            var cause = CauseText.FirstAfter(run, first.CallNumber, census.Operation);
            var more = held.Count > 1 ? $" and {held.Count - 1} more" : string.Empty;
            var what = $"after {Where(census.Point)} {census.Driver ?? "the driver"} still holds {Article(first.ToString())}{more}.";
            yield return new Finding
            {
                Kind = FindingKind.Leak,
                Title = $"{CauseText.Of(run, cause)}: {what}",
                What = what,
                Details = Lines(held),
                Operation = CauseText.OperationName(run, census.Operation),
                Cause = cause,
                Ddi = first.AcquiredBy ?? string.Empty,
                Tag = first.Tag.Value == 0 ? null : first.Tag.ToString(),
                Held = [.. held],
            };
        }
    }

    /// <summary>The first of the held resources, a line each.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<HeldResource> held) =>
        [.. held.Take(Shown).Select(h => $"held: {h}"), .. held.Count > Shown ? [$"and {held.Count - Shown} more"] : Array.Empty<string>()];

    private static string Article(string noun) => noun.EndsWith('s') || noun.Contains(" memory", StringComparison.Ordinal) || noun.StartsWith("pages", StringComparison.Ordinal) ? noun : (noun[0] is 'a' or 'e' or 'i' or 'o' || noun.StartsWith("MDL", StringComparison.Ordinal) || noun.StartsWith("IRP", StringComparison.Ordinal) ? "an " : "a ") + noun;

    private static string Where(CensusPoint point) => point switch
    {
        CensusPoint.FailedDriverEntry => "its failed DriverEntry (Unload is not called then)",
        CensusPoint.FailedStart => "the failed start of its device",
        CensusPoint.Remove => "REMOVE_DEVICE",
        _ => "Unload",
    };
}
