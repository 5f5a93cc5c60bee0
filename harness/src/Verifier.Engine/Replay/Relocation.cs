using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Kernel;

namespace Verifier.Engine.Replay;

/// <summary>The place of a token's first fault point in a driver or script that has changed since.</summary>
/// <param name="Variation">What to run instead of the recorded variation: the fault where it is now; nothing fails if it is gone.</param>
/// <param name="IsFound">Does the fault point still exist?</param>
/// <param name="Sentence">What became of it, for people.</param>
public sealed record Relocation(Variation Variation, bool IsFound, string Sentence)
{
    /// <summary>Looks for a token's first fault point among those of a run without faults.</summary>
    /// <param name="place">The place by names.</param>
    /// <param name="recorded">The token's variation; it has a fault point.</param>
    /// <param name="points">All fault points of the golden run as it is now.</param>
    public static Relocation Find(FaultPlace place, Variation recorded, ImmutableArray<FaultPoint> points)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(recorded);
        var was = recorded.Points[0].Ordinal;
        var same = points.Where(p => p.NamedSite == place.Site).ToList();
        if (same.Count < place.Occurrence)
        {
            return new Relocation(recorded with { Points = [], Probed = null, Echoes = 0 }, IsFound: false, Gone(place, points, same.Count));
        }

        var now = same[place.Occurrence - 1].Ordinal;
        return now == was
            ? new Relocation(recorded, IsFound: true, Text($"The fault point is where it was: {place.Call}, fault point {was} of the run."))
            : new Relocation(
                Moved(recorded, now - was),
                IsFound: true,
                Text($"The fault point has moved: {place.Call} was fault point {was} of the run and is {now} now, where it was made to fail."));
    }

    // A second fault exists only because of the first: it has no place of its own, but keeps its distance.
    private static Variation Moved(Variation recorded, long distance) =>
        recorded with { Points = [.. recorded.Points.Select(p => p with { Ordinal = p.Ordinal + distance })] };

    private static string Gone(FaultPlace place, ImmutableArray<FaultPoint> points, int left)
    {
        if (left > 0)
        {
            return Text($"The fault point no longer exists: {place.Call} comes {(left == 1 ? "once" : Counted.Of(left, "time"))} now, and it was time {place.Occurrence}. Nothing was made to fail.");
        }

        var isCalledOtherwise = points.Any(p => $"{p.Ddi} in {p.Routine}" == place.Call);
        var why = isCalledOtherwise ? $"{place.Call} is not reached through the same routines any more" : $"there is no {place.Call} any more";
        return $"The fault point no longer exists: {why}. Nothing was made to fail.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
