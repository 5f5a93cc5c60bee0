using System.Text.Json;
using Verifier.Cli.Exploring;
using Verifier.Cli.Output;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Results;

/// <summary>One campaign as a JSON object: a line of results.ndjson, described by <c>campaign.schema.json</c>. Always the same order.</summary>
internal static class CampaignJson
{
    /// <summary>
    /// The schema that every campaign names. A later version may add properties, but not change or drop any, under the same number.
    /// </summary>
    public const string Version = "verifier-campaign/1";

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, CampaignRecord record)
    {
        var (plan, settings) = (record.Target.Golden, record.Target.Settings);
        json.WriteStartObject();
        json.WritePlan(Version, plan);
        json.WriteTexts("strategies", ExploreWords.Of(settings.Strategies));
        json.WriteBoolean("scriptFaults", !plan.Variation.RestsScriptFaults);
        json.WriteString("shard", $"{settings.Shard.Index}/{settings.Shard.Count}");
        json.WriteVerdict(record.Verdict, record.Problem);
        WriteOutcome(json, record);
        json.WriteEndObject();
    }

    /// <summary>Writes what was tried and what was not.</summary>
    public static void Write(Utf8JsonWriter json, Completeness done)
    {
        json.WriteNumber("points", done.Points);
        json.WriteNumber("sites", done.Sites);
        json.WriteNumber("failedOnce", done.FailedOnce);
        json.WriteNumber("shapeRuns", done.ShapeRuns);
        json.WriteNumber("sitesFailed", done.SitesFailed);
        json.WriteNumber("failedPersistently", done.FailedPersistently);
        json.WriteNumber("secondSeen", done.SecondSeen);
        json.WriteNumber("secondFailed", done.SecondFailed);
        json.WriteNumber("randomRuns", done.RandomRuns);
        json.WriteNumber("exhaustRuns", done.ExhaustRuns);
        json.WriteNumber("fillRuns", done.FillRuns);
        json.WriteNumber("excluded", done.Excluded);
        json.WriteNumber("outOfBudget", done.OutOfBudget);
        json.WriteNumber("inconclusive", done.Inconclusive);
    }

    private static void WriteOutcome(Utf8JsonWriter json, CampaignRecord record)
    {
        var outcome = record.Outcome;
        json.WriteStartObject("completeness");
        Write(json, outcome?.Completeness ?? new Completeness());
        json.WriteBoolean("complete", outcome?.Completeness.IsComplete == true);
        json.WriteEndObject();
        json.WriteTexts("withoutOptions", outcome is null ? [] : CampaignStatement.WithoutOptions(outcome.Golden));
        json.WriteStartArray("limits");
        foreach (var limit in outcome?.Limits.Where(l => l.Runs > 0) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("limit", CampaignStatement.Word(limit.Limit));
            json.WriteNumber("enough", limit.Enough);
            json.WriteBoolean("reached", limit.IsReached);
            json.WriteNumber("runs", limit.Runs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (var group in outcome?.Groups ?? [])
        {
            WriteGroup(json, group, record.Minimal.GetValueOrDefault(group.Fingerprint));
        }

        json.WriteEndArray();
        json.WriteStartArray("causes");
        foreach (var entry in CampaignEntry.Of(outcome))
        {
            json.WriteStartObject();
            json.WriteString("coarseFingerprint", entry.Lead.CoarseFingerprint);
            json.WriteBoolean("expected", entry.Lead.Exemplar.IsExpected);
            json.WriteBoolean("benign", entry.Lead.IsBenign);
            json.WriteNumber("runs", entry.Runs);
            json.WriteTexts("fingerprints", entry.Members.Select(m => m.Fingerprint));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("surprises", outcome?.Surprises ?? []);
        json.WriteRemarks(outcome?.Golden.Remarks ?? []);
        json.WriteStartArray("advice");
        foreach (var advice in outcome?.Economy?.Advice ?? [])
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(advice.Kind.ToString()));
            json.WriteString("site", advice.Site.Length > 0 ? advice.Site : null);
            json.WriteString("text", advice.Text);
            json.WriteNumber("bytes", advice.Bytes);
            json.WriteString("source", advice.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("outcomes");
        json.WriteNumber("runs", outcome?.Results.Length ?? 0);
        json.WriteNumber("passed", outcome?.Passed ?? 0);
        json.WriteNumber("absorbed", outcome?.Absorbed ?? 0);
        json.WriteNumber("propagated", outcome?.Propagated ?? 0);
        json.WriteEndObject();
        WriteSites(json, outcome);
        json.WriteString("traceHash", outcome is null ? null : $"{outcome.Golden.TraceHash:x16}");
        json.WriteString("token", outcome?.Golden.Token);
        json.WriteNumber("calls", outcome?.Golden.Calls ?? 0);
    }

    private static void WriteGroup(Utf8JsonWriter json, FindingGroup group, MinimalScenario? minimal)
    {
        var finding = group.Exemplar;
        json.WriteStartObject();
        json.WriteString("fingerprint", group.Fingerprint);
        json.WriteString("coarseFingerprint", group.CoarseFingerprint);
        json.WriteTexts("related", group.Related);
        json.WriteString("kind", FindingWords.Of(finding.Kind));
        json.WriteBoolean("expected", finding.IsExpected);
        json.WriteString("benign", finding.Benign);
        json.WriteNumber("runs", group.Cases.Length);
        json.WriteString("case", group.Cases.IsEmpty ? null : group.Cases[0]);
        json.WriteString("title", finding.Title);
        json.WriteTexts("details", finding.Details);
        json.WriteString("operation", NullIfEmpty(finding.Operation));
        json.WriteString("ddi", NullIfEmpty(finding.Ddi));
        json.WriteString("tag", finding.Tag);
        json.WriteTexts("bugCheck", finding.BugCheck.Select(value => $"0x{value:X}"));
        json.WriteString("status", finding.Status is { } status ? new NTSTATUS(status).Name : null);
        json.WriteString("injected", finding.Injected);
        json.WriteTexts("injectedAt", finding.InjectedAt.Select(frame => frame.ToString()));
        json.WriteTexts("stoppedAt", finding.StoppedAt.Select(frame => frame.ToString()));
        json.WriteString("token", finding.Token);
        json.WriteString("minimal", minimal?.File);
        json.WriteString("minimalProblem", minimal?.Problem);
        json.WriteEndObject();
    }

    private static void WriteSites(Utf8JsonWriter json, CampaignOutcome? outcome)
    {
        json.WriteStartArray("sites");
        foreach (var site in outcome?.Sites ?? [])
        {
            json.WriteStartObject();
            json.WriteString("site", site.First.SiteId);
            json.WriteString("ddi", site.First.Ddi);
            json.WriteString("routine", site.First.Routine);
            json.WriteNumber("reached", site.Reached);
            json.WriteNumber("failedOnce", site.FailedOnce);
            json.WriteNumber("failedPersistently", site.FailedPersistently);
            json.WriteNumber("findings", site.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
