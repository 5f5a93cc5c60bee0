using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>A report's model from what a history knows of a night.</summary>
public static class NightReading
{
    /// <summary>The model of a night.</summary>
    public static ReportModel ModelOf(NightView view, ReportContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        var chosen = context ?? new ReportContext();
        var sites = SiteReading.SitesOf(view.Sites, chosen.Sources);
        var entries = FindingEntry.Of(view.Findings);
        var runs = new RunReading(view, sites, entries);
        var details = chosen.Details.ToDictionary(d => d.Fingerprint);
        var cells = new CellReading(view);
        ImmutableArray<ReportFinding> findings = [.. entries.Select((entry, i) => FindingReading.Of(view, entry, (runs.Exemplar(entry.Lead), runs.RunsOf(i, entry)), chosen))];
        return new ReportModel
        {
            Night = NightOf(view, chosen),
            Campaigns = [.. view.Targets.GroupBy(t => new TargetPair(t.Driver, t.Scenario)).Select(cells.Of)],
            Runs = runs.Table,
            Findings = findings,
            Sites = sites.Sites,
            Unreached = [.. UnreachedIn(sites.Sites, chosen.Imports)],
            Advice = view.Advice,
            Trend = [.. view.Slice.Nights.Select(n => new TrendNight(NameOf(n.Night), n.Open, n.New + n.Regressed, n.Fixed, n.SitesReached, n.SitesFailed))],
            Details = [.. findings.Where(f => details.ContainsKey(f.Fingerprint)).Select(f => details[f.Fingerprint] with { Run = f.Exemplar })],
        };
    }

    // Of drivers that were explored; of another nothing was to be reached.
    private static IEnumerable<UnreachedDdis> UnreachedIn(ImmutableArray<ReportSite> sites, IReadOnlyDictionary<string, ImmutableArray<string>> imports)
    {
        foreach (var driver in sites.GroupBy(s => s.Driver).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            ImmutableArray<string> left = [.. imports.GetValueOrDefault(driver.Key, []).Except(driver.Select(s => s.Ddi))];
            if (!left.IsEmpty)
            {
                yield return new UnreachedDdis(driver.Key, left);
            }
        }
    }

    /// <summary>The name of a night: its date and its number.</summary>
    public static string NameOf(NightRecord night)
    {
        ArgumentNullException.ThrowIfNull(night);
        return string.Create(CultureInfo.InvariantCulture, $"{night.StartedAt:yyyy-MM-dd} #{night.Id}");
    }

    private static ReportNight NightOf(NightView view, ReportContext context)
    {
        var (night, trust) = (view.Night, view.Night.Trust);
        return new ReportNight
        {
            Name = NameOf(night),
            Started = night.StartedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Duration = night.Duration,
            ComparedWith = view.Since is { } since ? NameOf(since) : null,
            Harness = night.HarnessVersion,
            Library = ReplayToken.Shortened(night.LibraryHash),
            Program = context.Program,
            Replay = context.Replay,
            CanariesPlanted = trust.CanariesPlanted,
            CanariesFound = trust.CanariesFound,
            Replays = trust.Replayed,
            ReplaysIdentical = trust.ReplayedAlike,
            DefectsPlanted = trust.PlantedDefects,
            DefectsFound = trust.PlantedDefectsFound,
            FailsOn = night.FailsOn,
            RunsPlanned = night.Runs.Planned,
            Totals = night.Runs.Executed > view.Runs.Length ? night.Runs : null,
            Problems = night.State == NightState.Ended ? trust.Problems : [.. trust.Problems, "The night did not come to its end."],
        };
    }

    internal static ReportFrame Located(ReportFrame frame, SourceTree? sources) => sources?.Locate(frame) ?? frame;

    internal static string Identity(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
