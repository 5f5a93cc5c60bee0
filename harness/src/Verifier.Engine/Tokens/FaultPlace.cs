using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Tokens;

/// <summary>
/// A fault point by names: the DDI and the driver's routines through which it was called, and the how-manieth such call of the run it is.
/// What a token says of its fault besides the ordinal, which any new line of the driver may move.
/// </summary>
/// <param name="Site">Stands for the DDI and the routines; see <see cref="FaultPoint.NamedSite"/>.</param>
/// <param name="Occurrence">1-based.</param>
/// <param name="Call">For people: <c>DDI in Routine</c>.</param>
public sealed record FaultPlace(ulong Site, int Occurrence, string Call)
{
    /// <summary>The places of all of a run's fault points, in their order.</summary>
    public static ImmutableArray<FaultPlace> Of(ImmutableArray<FaultPoint> points)
    {
        var seen = new Dictionary<ulong, int>();
        var places = ImmutableArray.CreateBuilder<FaultPlace>(points.Length);
        foreach (var point in points)
        {
            var site = point.NamedSite;
            seen[site] = seen.GetValueOrDefault(site) + 1;
            places.Add(new FaultPlace(site, seen[site], $"{point.Ddi} in {point.Routine}"));
        }

        return places.MoveToImmutable();
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null if it did not write it.</summary>
    public static FaultPlace? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(' ', 2);
        var key = parts[0].Split('#');
        var occurrence = 0;
        var isRead = ulong.TryParse(key[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var site)
            && key.Length == 2 && int.TryParse(key[1], NumberStyles.None, CultureInfo.InvariantCulture, out occurrence);
        return isRead && occurrence > 0 && parts.Length == 2 ? new FaultPlace(site, occurrence, parts[1]) : null;
    }

    /// <summary>The short text form that tokens carry.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Site:x16}#{Occurrence} {Call}");
}
