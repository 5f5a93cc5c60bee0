using System.Globalization;
using System.Text;
using System.Text.Json;
using Verifier.Engine.Verdicts;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

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
        json.WriteStartArray("findings");
        foreach (var finding in model.Findings)
        {
            PageFinding.Write(json, finding, _stacks.Add(finding.InjectedAt), _stacks.Add(finding.EndedAt));
        }

        json.WriteEndArray();
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
        Names(json, "drivers", _drivers);
        Names(json, "scenarios", _scenarios);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(Shown.Name(name));
        }

        json.WriteEndArray();
    }

    // The part of a replay token that all runs of a campaign share, as bytes: names must be exact here, not as they are shown.
    private static string TokenHead(ReportCampaign one) => one.Path.Length == 0
        ? string.Empty
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{one.Path}\0{Shortened(one.ScenarioHash)}\0{one.Driver}\0{Shortened(one.Build)}\0{one.Seed}\0")));

    private static string Shortened(string hash) => Engine.Replay.ReplayToken.Shortened(hash);

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
        json.WriteNumber("eventsMax", options.EventsMax);
        json.WriteStartObject("night");
        json.WriteString("name", Shown.Name(night.Name));
        json.WriteString("started", Shown.Name(night.Started));
        json.WriteString("duration", night.Duration?.ToString("c", CultureInfo.InvariantCulture));
        json.WriteString("compared", night.ComparedWith is { } earlier ? Shown.Name(earlier) : null);
        json.WriteString("harness", Shown.Name(night.Harness));
        json.WriteString("library", Shown.Name(night.Library));
        json.WriteString("replay", Shown.Line(night.Replay));
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
        json.WriteNumber("runs", counts.Runs);
        json.WriteNumber("sitesReached", counts.SitesReached);
        json.WriteNumber("sitesFailed", counts.SitesFailed);
        json.WriteEndObject();
    }

    private void Trust(Utf8JsonWriter json)
    {
        json.WriteStartArray("trust");
        foreach (var check in model.Trust)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("value", Shown.Line(check.Value));
            json.WriteString("state", PageWords.Of(check.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
            json.WriteString("build", Shown.Name(Shortened(one.Build)));
            json.WriteString("token", TokenHead(one));
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
        json.WriteStartArray("sites");
        foreach (var site in model.Sites)
        {
            json.WriteStartObject();
            json.WriteString("id", Shown.Name(site.Site));
            json.WriteString("driver", Shown.Name(site.Driver));
            json.WriteString("ddi", Shown.Name(site.Ddi));
            json.WriteString("tag", Shown.Name(site.Tag));
            json.WriteString("routine", site.Frames.IsEmpty ? string.Empty : Shown.Name(site.Frames[0].ToString()));
            json.WriteNumber("reached", site.Reached);
            json.WriteNumber("once", site.FailedOnce);
            json.WriteNumber("persistent", site.FailedPersistently);
            json.WriteNumber("findings", site.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unreached");
        foreach (var one in model.Unreached)
        {
            json.WriteStartObject();
            json.WriteString("driver", Shown.Name(one.Driver));
            Names(json, "ddis", one.Ddis);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Advice(Utf8JsonWriter json)
    {
        json.WriteStartArray("advice");
        foreach (var advice in model.Advice)
        {
            json.WriteStartObject();
            json.WriteString("driver", Shown.Name(advice.Driver));
            json.WriteString("scenario", Shown.Name(advice.Scenario));
            json.WriteString("kind", Shown.Name(advice.Kind));
            json.WriteString("site", Shown.Name(advice.Site));
            json.WriteString("text", Shown.Line(advice.Text));
            json.WriteNumber("bytes", advice.Bytes);
            json.WriteString("source", Shown.Name(advice.Source));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Trend(Utf8JsonWriter json)
    {
        json.WriteStartArray("trend");
        foreach (var night in model.Trend.TakeLast(30))
        {
            json.WriteStartObject();
            json.WriteString("night", Shown.Name(night.Night));
            json.WriteNumber("open", night.Open);
            json.WriteNumber("new", night.New);
            json.WriteNumber("fixed", night.Fixed);
            json.WriteNumber("reached", night.SitesReached);
            json.WriteNumber("failed", night.SitesFailed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Runs(Utf8JsonWriter json)
    {
        var (columns, end) = RunColumns.Layout(model.Runs);
        json.WriteStartObject("runs");
        json.WriteNumber("count", model.Runs.Count);
        json.WriteNumber("texts", end);
        json.WriteStartArray("columns");
        foreach (var (name, type, offset) in columns)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(type);
            json.WriteNumberValue(offset);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        Names(json, "strategies", model.Runs.StrategyWords);
        json.WriteEndObject();
    }

    private void Details(Utf8JsonWriter json)
    {
        json.WriteString("detailsPage", DetailsPage);
        json.WriteStartArray("details");
        foreach (var detail in model.Details)
        {
            json.WriteStartObject();
            json.WriteString("fp", Shown.Name(detail.Fingerprint));
            json.WriteNumber("run", detail.Run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Stacks(Utf8JsonWriter json)
    {
        json.WriteStartArray("stacks");
        foreach (var (parent, frame) in _stacks.Nodes)
        {
            json.WriteStartArray();
            json.WriteNumberValue(parent);
            json.WriteNumberValue(frame);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("frames");
        foreach (var frame in _stacks.Frames)
        {
            json.WriteStartObject();
            json.WriteString("routine", Shown.Name(frame.Routine));
            json.WriteString("file", frame.File is null ? null : Shown.Name(frame.File));
            json.WriteNumber("line", frame.Line);
            json.WriteString("path", frame.Path is null ? null : Shown.Name(frame.Path));
            json.WriteNumber("start", frame.SourceStart);
            json.WriteStartArray("source");
            foreach (var line in frame.Source)
            {
                json.WriteStringValue(Shown.Line(line.Replace("\t", "    ", StringComparison.Ordinal)));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
