using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>Common Test Report Format, for dashboards: a test is a driver with a scenario, fingerprints stand in <c>extra</c>.</summary>
internal sealed class CtrfWriter : IReportFormat
{
    /// <inheritdoc/>
    public string FileName => "ctrf.json";

    /// <inheritdoc/>
    public void Write(ReportModel model, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("reportFormat", "CTRF");
        json.WriteString("specVersion", "0.0.0");
        json.WriteString("reportId", Identity(model.Night.Name));
        json.WriteString("generatedBy", "verifier");
        json.WriteStartObject("results");
        json.WriteStartObject("tool");
        json.WriteString("name", "verifier");
        if (model.Night.Harness.Length > 0)
        {
            json.WriteString("version", Shown.Name(model.Night.Harness));
        }

        json.WriteEndObject();
        Summary(model, json);
        Tests(model, json);
        json.WriteEndObject();
        if (model.Night.ComparedWith is { } earlier)
        {
            json.WriteStartObject("baseline");
            json.WriteString("reportId", Identity(earlier));
            json.WriteString("buildName", Shown.Name(earlier));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Summary(ReportModel model, Utf8JsonWriter json)
    {
        var counts = model.Counts;
        var start = StartOf(model.Night);
        json.WriteStartObject("summary");
        json.WriteNumber("tests", counts.Campaigns);
        json.WriteNumber("passed", counts.CampaignsPassed);
        json.WriteNumber("failed", counts.CampaignsFailed + counts.CampaignErrors);
        json.WriteNumber("skipped", 0);
        json.WriteNumber("pending", 0);
        json.WriteNumber("other", counts.CampaignsInconclusive);
        json.WriteNumber("start", start);
        json.WriteNumber("stop", start + (long)(model.Night.Duration?.TotalMilliseconds ?? 0));
        json.WriteStartObject("extra");
        json.WriteString("night", Shown.Name(model.Night.Name));
        json.WriteNumber("new", counts.New);
        json.WriteNumber("regressed", counts.Regressed);
        json.WriteNumber("still", counts.Still);
        json.WriteNumber("fixed", counts.Fixed);
        json.WriteNumber("notRun", counts.NotRun);
        json.WriteNumber("masked", counts.Masked);
        json.WriteNumber("flaky", counts.Flaky);
        json.WriteNumber("known", counts.Known);
        json.WriteNumber("expired", counts.Expired);
        json.WriteNumber("expected", counts.Expected);
        json.WriteNumber("runs", counts.Runs);
        json.WriteBoolean("trusted", model.IsTrusted);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Tests(ReportModel model, Utf8JsonWriter json)
    {
        var findings = model.Findings.Where(f => f.IsSeen || TransitionWords.IsOpen(f.Transition)).ToLookup(f => (f.Driver, f.Scenario));
        json.WriteObjects("tests", model.Campaigns, one =>
        {
            json.WriteString("testId", Shown.Name($"{one.Driver}/{one.Scenario}"));
            json.WriteString("name", Shown.Name($"{one.Driver} / {one.Scenario}"));
            json.WriteString("status", Status(one));
            json.WriteString("rawStatus", VerdictWords.Of(one.Verdict));
            json.WriteNumber("duration", 0);
            json.WriteStartArray("suite");
            json.WriteStringValue(Shown.Name(one.Driver));
            json.WriteEndArray();
            if (one.Path.Length > 0)
            {
                json.WriteString("filePath", Shown.Name(one.Path));
            }

            var here = findings[(one.Driver, one.Scenario)].ToList();
            if (one.Problem is not null || here.Count > 0)
            {
                json.WriteString("message", Shown.Line(one.Problem ?? here[0].Title));
            }

            Findings(model, json, here);
        });
    }

    private static void Findings(ReportModel model, Utf8JsonWriter json, List<ReportFinding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        json.WriteStartObject("extra");
        json.WriteObjects("findings", findings, finding =>
        {
            json.WriteString("fingerprint", Shown.Name(finding.Fingerprint));
            json.WriteString("state", finding.State);
            json.WriteString("kind", finding.KindWord);
            json.WriteString("title", Shown.Line(finding.Title));
            json.WriteTexts("members", finding.Members.Select(m => Shown.Name(m.Fingerprint)));
            json.WriteString("replay", model.ReplayCommand(finding.Token));
            if (finding.Minimal is { } minimal)
            {
                json.WriteString("minimal", Shown.Line(minimal.Command));
            }
        });
        json.WriteEndObject();
    }

    // CTRF wants a UUID: of version 8 (RFC 9562), from the night's name, so that the same night has the same and a later one can refer to
    // it.
    private static Guid Identity(string night)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"verifier night {night}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Status(ReportCampaign one) => one.Verdict switch
    {
        RunVerdict.Inconclusive => "other",
        RunVerdict.Error => "failed",
        _ => one.IsFailure ? "failed" : "passed",
    };

    private static long StartOf(ReportNight night) =>
        DateTimeOffset.TryParse(night.Started, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? start.ToUnixTimeMilliseconds()
            : 0;
}
