using System.Globalization;
using System.Text;
using System.Text.Json;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Html;

/// <summary>
/// Everything the page knows but runs and details, as JSON. The writer escapes what HTML would read as markup, so the text can stand in an
/// inert script element. Short names are the page's own; nobody else reads them.
/// </summary>
internal sealed class PageModel(ReportModel model, ReportOptions options)
{
    private readonly StackTree _stacks = new();
    private readonly List<string> _drivers = [];
    private readonly Dictionary<string, int> _driverIndex = [];
    private readonly List<string> _scenarios = [];
    private readonly Dictionary<string, int> _scenarioIndex = [];

    /// <summary>Where details are that this page does not hold; null when it holds all.</summary>
    public string? DetailsPage { get; init; }

    /// <summary>Writes the JSON.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        Night(json);
        Counts(json);
        Trust(json);
        Campaigns(json);
        Sites(json);
        json.WriteObjects("findings", model.Findings, finding => PageFinding.Write(json, finding, _stacks.Add(finding.InjectedAt), _stacks.Add(finding.EndedAt)));
        json.WriteStartObject("kinds");
        foreach (var kind in model.Findings.Select(f => f.Kind).Distinct().Order())
        {
            json.WriteString(FindingWords.Of(kind), KindText.Of(kind));
        }

        json.WriteEndObject();
        Advice(json);
        Trend(json);
        Runs(json);
        Details(json);
        Stacks(json);
        json.WriteTexts("drivers", _drivers.Select(Shown.Name));
        json.WriteTexts("scenarios", _scenarios.Select(Shown.Name));
        json.WriteEndObject();
    }

    // The part of a replay token that all runs of a campaign share, as bytes: names must be exact here, not as they are shown.
    private static string TokenHead(ReportCampaign one) => one.Path.Length == 0
        ? string.Empty
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{one.Path}\0{Shortened(one.ScenarioHash)}\0{one.Driver}\0{Shortened(one.Build)}\0{one.Seed}\0")));

    private static string Shortened(string hash) => Engine.Tokens.ReplayToken.Shortened(hash);

    private static string? Clock(TimeSpan? duration) =>
        duration is { } time ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}") : null;

    private static int IndexOf(string name, List<string> names, Dictionary<string, int> index)
    {
        if (!index.TryGetValue(name, out var found))
        {
            found = names.Count;
            index.Add(name, found);
            names.Add(name);
        }

        return found;
    }

    private void Night(Utf8JsonWriter json)
    {
        var night = model.Night;
        json.WriteBoolean("trusted", model.IsTrusted);
        json.WriteString("headline", model.Headline);
        json.WriteNumber("eventsMax", options.EventsMax);
        json.WriteStartObject("night");
        json.WriteString("name", Shown.Name(night.Name));
        json.WriteString("started", Shown.Name(night.Started));
        json.WriteString("duration", Clock(night.Duration));
        json.WriteString("compared", night.ComparedWith is { } earlier ? Shown.Name(earlier) : null);
        json.WriteString("harness", Shown.Name(night.Harness));
        json.WriteString("library", Shown.Name(night.Library));
        json.WriteString("replay", Shown.Line(night.Replay));
        json.WriteString("tokenVersion", ReplayToken.Version);
        json.WriteNumber("notKept", Math.Max(0, model.Counts.Runs - model.Runs.Count));
        json.WriteEndObject();
    }

    private void Counts(Utf8JsonWriter json)
    {
        var counts = model.Counts;
        json.WriteStartObject("counts");
        json.WriteNumber("new", counts.New);
        json.WriteNumber("regressed", counts.Regressed);
        json.WriteNumber("still", counts.Still);
        json.WriteNumber("fixed", counts.Fixed);
        json.WriteNumber("expired", counts.Expired);
        json.WriteNumber("runs", counts.Runs);
        json.WriteNumber("sitesReached", counts.SitesReached);
        json.WriteNumber("sitesFailed", counts.SitesFailed);
        json.WriteEndObject();
    }

    private void Trust(Utf8JsonWriter json)
    {
        json.WriteObjects("trust", model.Trust, check =>
        {
            json.WriteString("name", check.Name);
            json.WriteString("value", Shown.Line(check.Value));
            json.WriteString("state", PageWords.Of(check.State));
        });
    }

    private void Campaigns(Utf8JsonWriter json)
    {
        var (runs, failing) = CampaignTotals();
        json.WriteStartArray("campaigns");
        for (var i = 0; i < model.Campaigns.Length; i++)
        {
            var one = model.Campaigns[i];
            json.WriteStartObject();
            json.WriteNumber("driver", IndexOf(one.Driver, _drivers, _driverIndex));
            json.WriteNumber("scenario", IndexOf(one.Scenario, _scenarios, _scenarioIndex));
            json.WriteString("verdict", one is { Verdict: RunVerdict.Finding, IsAsExpected: true } ? "expected" : VerdictWords.Of(one.Verdict));
            json.WriteNumber("runs", runs[i]);
            json.WriteNumber("failing", failing[i]);
            json.WriteBoolean("changed", one.IsChanged);
            json.WriteString("build", Shown.Name(Shortened(one.Build)));
            json.WriteString("token", TokenHead(one));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Remarks(json);
    }

    // Most campaigns have none.
    private void Remarks(Utf8JsonWriter json)
    {
        var remarks = model.Campaigns.SelectMany((campaign, i) => campaign.Remarks.Select(text => (Campaign: i, Text: text))).ToList();
        json.WriteRows("remarks", remarks, remark =>
        {
            json.WriteNumberValue(remark.Campaign);
            json.WriteStringValue(Shown.Line(remark.Text));
        });
    }

    private (int[] Runs, int[] Failing) CampaignTotals()
    {
        var (runs, failing) = (new int[model.Campaigns.Length], new int[model.Campaigns.Length]);
        var campaigns = model.Runs.Campaigns;
        var verdicts = model.Runs.Verdicts;
        for (var row = 0; row < campaigns.Length; row++)
        {
            runs[campaigns[row]]++;
            failing[campaigns[row]] += verdicts[row] == (byte)RunVerdict.Finding ? 1 : 0;
        }

        return (runs, failing);
    }

    private void Sites(Utf8JsonWriter json)
    {
        json.WriteObjects("sites", model.Sites, site =>
        {
            json.WriteString("id", Shown.Name(site.Site));
            json.WriteString("driver", Shown.Name(site.Driver));
            json.WriteString("ddi", Shown.Name(site.Ddi));
            json.WriteString("tag", Shown.Name(site.Tag));
            json.WriteString("routine", site.Frames.IsEmpty ? string.Empty : Shown.Name(site.Frames[0].ToString()));
            json.WriteNumber("reached", site.Reached);
            json.WriteNumber("once", site.FailedOnce);
            json.WriteNumber("persistent", site.FailedPersistently);
            json.WriteNumber("findings", site.Findings);
        });
        json.WriteObjects("unreached", model.Unreached, one =>
        {
            json.WriteString("driver", Shown.Name(one.Driver));
            json.WriteTexts("ddis", one.Ddis.Select(Shown.Name));
        });
    }

    private void Advice(Utf8JsonWriter json)
    {
        json.WriteObjects("advice", model.Advice, advice =>
        {
            json.WriteString("driver", Shown.Name(advice.Driver));
            json.WriteString("scenario", Shown.Name(advice.Scenario));
            json.WriteString("kind", Shown.Name(advice.Kind));
            json.WriteString("site", Shown.Name(advice.Site));
            json.WriteString("text", Shown.Line(advice.Text));
            json.WriteNumber("bytes", advice.Bytes);
            json.WriteString("source", Shown.Name(advice.Source));
        });
    }

    private void Trend(Utf8JsonWriter json)
    {
        json.WriteObjects("trend", model.Trend.TakeLast(30), night =>
        {
            json.WriteString("night", Shown.Name(night.Night));
            json.WriteNumber("open", night.Open);
            json.WriteNumber("new", night.New);
            json.WriteNumber("fixed", night.Fixed);
            json.WriteNumber("reached", night.SitesReached);
            json.WriteNumber("failed", night.SitesFailed);
        });
    }

    private void Runs(Utf8JsonWriter json)
    {
        var (columns, end) = RunColumns.Layout(model.Runs);
        json.WriteStartObject("runs");
        json.WriteNumber("count", model.Runs.Count);
        json.WriteNumber("texts", end);
        json.WriteRows("columns", columns, column =>
        {
            json.WriteStringValue(column.Name);
            json.WriteStringValue(column.Type);
            json.WriteNumberValue(column.Offset);
        });
        json.WriteRows("more", model.Runs.MoreFindings, more =>
        {
            json.WriteNumberValue(more.Row);
            json.WriteNumberValue(more.Finding);
        });
        json.WriteTexts("strategies", model.Runs.StrategyWords.Select(Shown.Name));
        json.WriteEndObject();
    }

    private void Details(Utf8JsonWriter json)
    {
        json.WriteString("detailsPage", DetailsPage);
        json.WriteObjects("details", model.Details, detail =>
        {
            json.WriteString("fp", Shown.Name(detail.Fingerprint));
            json.WriteNumber("run", detail.Run);
        });
    }

    private void Stacks(Utf8JsonWriter json)
    {
        json.WriteRows("stacks", _stacks.Nodes, node =>
        {
            json.WriteNumberValue(node.Parent);
            json.WriteNumberValue(node.Frame);
        });
        json.WriteObjects("frames", _stacks.Frames, frame =>
        {
            json.WriteString("routine", Shown.Name(frame.Routine));
            json.WriteString("file", frame.File is null ? null : Shown.Name(frame.File));
            json.WriteNumber("line", frame.Line);
            json.WriteString("path", frame.Path is null ? null : Shown.Name(frame.Path));
            json.WriteNumber("start", frame.SourceStart);
            json.WriteBoolean("past", frame.IsPast);
            json.WriteBoolean("changed", frame.HasChanged);
            json.WriteTexts("source", frame.Source.Select(line => Shown.Line(line.Replace("\t", "    ", StringComparison.Ordinal))));
        });
    }
}
