using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Verifier.Engine.Replay;
using Verifier.Engine.Verdicts;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>A report's model from what a history knows of a night.</summary>
public static class NightReading
{
    private const int Surprise = 3;

    private static readonly Dictionary<string, FindingKind> s_kinds = Enum.GetValues<FindingKind>().ToDictionary(FindingWords.Of);

    /// <summary>The model of a night.</summary>
    public static ReportModel ModelOf(NightView view, ReportContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        var chosen = context ?? new ReportContext();
        var sites = SiteReading.SitesOf(view.Sites, chosen.Sources);
        var runs = new RunReading(view, sites);
        var details = chosen.Details.ToDictionary(d => d.Fingerprint);
        var expected = view.Findings
            .SelectMany(f => f.Scenarios.Select(s => (Pair: (f.Finding.Driver, s.Scenario), IsExpected: f.Finding.IsExpected || f.Finding.Benign is not null)))
            .ToLookup(f => f.Pair, f => f.IsExpected);
        ImmutableArray<ReportFinding> findings = [.. view.Findings.Select(f => FindingOf(view, f, runs.Exemplar(f), chosen))];
        return new ReportModel
        {
            Night = NightOf(view, chosen),
            Campaigns = [.. view.Targets.GroupBy(t => (t.Driver, t.Scenario)).Select(g => CampaignOf(g, [.. expected[g.Key]]))],
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

    /// <summary>What people call a night: its date and its number.</summary>
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
            RunsPlanned = night.Runs.Planned,
            Totals = night.Runs.Executed > view.Runs.Length ? night.Runs : null,
            Problems = night.State == NightState.Ended ? trust.Problems : [.. trust.Problems, "The night did not come to its end."],
        };
    }

    // A night runs a scenario as its script says and explores it besides: for a reader that is one driver with one scenario, as bad as the worse.
    private static ReportCampaign CampaignOf(IEnumerable<TargetRow> targets, ImmutableArray<bool> expected)
    {
        var worst = targets.MaxBy(t => Severity(t.Verdict))!;
        var isKnown = worst.Verdict == "finding" || (Severity(worst.Verdict) == Surprise && IsExplained(worst, expected));
        return new ReportCampaign
        {
            Driver = worst.Driver,
            Build = worst.DriverBuild,
            Scenario = worst.Scenario,
            Path = worst.ScenarioPath,
            ScenarioHash = worst.ScenarioHash,
            Seed = worst.Seed,
            Verdict = worst.Verdict switch
            {
                "pass" => RunVerdict.Pass,
                "inconclusive" => RunVerdict.Inconclusive,
                "error" => RunVerdict.Error,
                _ => RunVerdict.Finding,
            },
            IsAsExpected = isKnown,
            Problem = worst.Problem ?? (worst.Surprises.IsEmpty || isKnown ? null : worst.Surprises[0]),
            Completeness = targets.Select(t => t.Completeness).FirstOrDefault(c => c is not null),
        };
    }

    private static int Severity(string verdict) => verdict switch
    {
        "pass" => 0,
        "finding" => 1,
        "inconclusive" => 2,
        "error" => 4,
        _ => Surprise,
    };

    // A planted defect shows in other scenarios than the one that expects it. The history knows then that it is expected; the target's own
    // verdict does not. What a script expects and did not find is never explained.
    private static bool IsExplained(TargetRow target, ImmutableArray<bool> expected) =>
        !expected.IsEmpty && expected.All(one => one) && target.Surprises.All(s => s.StartsWith("unexpected ", StringComparison.Ordinal));

    private static ReportFinding FindingOf(NightView view, FindingView one, int exemplar, ReportContext context)
    {
        var (finding, best) = (one.Finding, one.Exemplar);
        var names = view.Slice.Nights.ToDictionary(n => n.Night.Id, n => NameOf(n.Night));
        ReportFrame FrameOf(StackFrameRow frame) => Located(new ReportFrame(frame.Function, frame.File, frame.Line), context.Sources);
        return new ReportFinding
        {
            Fingerprint = finding.Fingerprint,
            Coarse = finding.Coarse,
            Transition = one.Transition,
            Kind = s_kinds.GetValueOrDefault(finding.Kind, FindingKind.CheckFailed),
            Driver = finding.Driver,
            Scenario = best.Scenario,
            Title = finding.Title,
            Details = finding.Details,
            Operation = best.Operation,
            Ddi = finding.Ddi,
            Tag = finding.Tag,
            BugCheck = best.BugCheck,
            Injected = best.Injected,
            InjectedAt = [.. best.InjectedAt.Select(FrameOf)],
            EndedAt = [.. best.StoppedAt.Select(FrameOf)],
            FirstSeen = string.Create(CultureInfo.InvariantCulture, $"{finding.FirstSeen:yyyy-MM-dd} #{finding.FirstNight}"),
            LastExecuted = string.Create(CultureInfo.InvariantCulture, $"{finding.LastSeen:yyyy-MM-dd} #{finding.LastNight}"),
            Nights = finding.Nights,
            Strip = [.. one.Strip.Select(m => new StripMark(names.GetValueOrDefault(m.Night, $"#{m.Night}"), StateOf(m.Transition)))],
            Runs = one.Scenarios.Sum(s => (long)s.Runs),
            Exemplar = exemplar,
            Token = best.Token,
            Minimal = TransitionWords.IsOpen(one.Transition) ? context.Minimal.GetValueOrDefault(finding.Fingerprint) : null,
            Related = one.Related,
            Note = NoteOf(one),
            IsExpected = finding.IsExpected || finding.Benign is not null,
        };
    }

    internal static ReportFrame Located(ReportFrame frame, SourceTree? sources) => sources?.Locate(frame) ?? frame;

    internal static string Identity(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private static StripState StateOf(Transition? transition) => transition switch
    {
        Transition.New or Transition.Regressed or Transition.Still => StripState.Failed,
        Transition.Fixed => StripState.Passed,
        Transition.NotRun => StripState.NotRun,
        _ => StripState.Absent,
    };

    private static string? NoteOf(FindingView one) => one switch
    {
        { Finding.Benign: { } reason } => reason,
        { Finding.IsExpected: true } => "The scenario expects it.",
        { Reason: NotRunReason.TargetNotRun } => "Its scenario was not run with its driver.",
        { Reason: NotRunReason.PointNotRun } => "Its scenario was run, but not all runs that showed it.",
        { Reason: NotRunReason.Inconclusive } => "Its runs were done and could not be judged.",
        { Reason: NotRunReason.OtherFinding } => "Its runs showed another finding, which may hide it.",
        { Reason: NotRunReason.PointGone } => "The driver does not come to its fault points any more.",
        _ => null,
    };
}
