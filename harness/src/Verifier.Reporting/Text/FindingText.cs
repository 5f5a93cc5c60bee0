using System.Globalization;
using Verifier.History;

namespace Verifier.Reporting.Text;

/// <summary>Explains a finding beyond its state, in sentences: the same in the terminal and in the report.</summary>
public static class FindingText
{
    /// <summary>The reason why a finding is masked, flaky or not run; null for other transitions.</summary>
    public static string? WhyOf(FindingView one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Transition switch
        {
            Transition.Masked => MaskedText(one),
            Transition.Flaky when one.IsSeen => "It is there although it passed before with the same build, script and harness: it comes and goes.",
            Transition.Flaky => "It is gone although nothing has changed since it was seen: the same build, script and harness.",
            Transition.NotRun => NotRunText(one.Reason),
            _ => null,
        };
    }

    /// <summary>The routine before and after a renaming or a move, with the night of the change; null if there was none.</summary>
    public static string? MoveOf(FindingMove? move) =>
        move is null ? null : string.Create(CultureInfo.InvariantCulture, $"was {move.Was}, now {move.Now} since night {move.Night} (its fingerprint was {move.WasFingerprint})");

    /// <summary>
    /// The reason why a finding is accepted, with owner, link and last day if they are given; null if no entry accepts it.
    /// </summary>
    public static string? KnownOf(KnownFinding? known, bool isExpired)
    {
        if (known is null)
        {
            return null;
        }

        var owner = known.Owner is null ? string.Empty : $", {known.Owner}";
        var link = known.Link is null ? string.Empty : $", {known.Link}";
        var until = known.Expiry is { } day ? string.Create(CultureInfo.InvariantCulture, $", {(isExpired ? "expired on" : "until")} {day:yyyy-MM-dd}") : string.Empty;
        return $"{known.Reason.ReplaceLineEndings(" ")}{owner}{link}{until}";
    }

    // Nights of earlier versions did not keep by what.
    private static string MaskedText(FindingView one)
    {
        if (one.Places == 0)
        {
            return "Its runs were executed and showed another finding, which may hide it.";
        }

        var places = one.Places == 1 ? "place" : "places";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Its runs were executed and show {string.Join(", ", one.MaskedBy)} instead, which may hide it; {one.PlacesPassed} of its {one.Places} {places} {(one.PlacesPassed == 1 ? "passes" : "pass")}.");
    }

    private static string? NotRunText(NotRunReason reason) => reason switch
    {
        NotRunReason.TargetNotRun => "Not executed: its scenario was not run with its driver.",
        NotRunReason.PointNotRun => "Its scenario was run, but not all runs that showed it.",
        NotRunReason.Inconclusive => "Its runs were executed and could not be judged.",
        NotRunReason.Untrusted => "Its runs were executed and passed, in a night whose oracles were not sound.",
        NotRunReason.PointGone => "Its scenario was run, and the driver does not come to its fault points any more.",
        _ => null,
    };
}
