using System.Globalization;
using System.Text.Json;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Formats;

/// <summary>
/// SARIF 2.1.0: findings, not runs. Rules are kinds of findings. What was not executed, or is masked, has no result, because a result that
/// was not evaluated is not absent; what has no verdict is a notification.
/// </summary>
internal sealed class SarifWriter : IReportFormat
{
    /// <summary>GitHub shows no more.</summary>
    public const int ResultsMax = 5000;

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <inheritdoc/>
    public string FileName => "results.sarif";

    /// <inheritdoc/>
    public void Write(ReportModel model, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        var findings = model.Findings.Where(f => f.Transition is not (Transition.NotRun or Transition.Masked)).OrderBy(f => f.IsKnown).ThenBy(f => f.Transition).ToList();
        var kinds = findings.Select(f => f.Kind).Distinct().Order().ToList();
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(model, json, kinds);
        Invocations(model, json, findings.Count);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject("SRCROOT");
        json.WriteStartObject("description");
        json.WriteString("text", "The top folder of the drivers' sources.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (var finding in findings.Take(ResultsMax))
        {
            SarifResult.Write(model, json, finding, kinds.IndexOf(finding.Kind));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(ReportModel model, Utf8JsonWriter json, List<FindingKind> kinds)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "verifier");
        if (model.Night.Harness.Length > 0)
        {
            json.WriteString("version", Shown.Name(model.Night.Harness));
        }

        json.WriteObjects("rules", kinds, kind =>
        {
            json.WriteString("id", FindingWords.Of(kind));
            SarifResult.Message(json, "shortDescription", KindText.Of(kind));
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", "error");
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Invocations(ReportModel model, Utf8JsonWriter json, int findings)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", model.IsTrusted);
        json.WriteString("commandLine", $"{Shown.Line(model.Night.Program)} nightly");
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var check in model.Trust.Where(t => t.State != TrustState.Good))
        {
            Notification(json, check.State is TrustState.Broken or TrustState.Failed ? "error" : "warning", $"{check.Name}: {check.Value}");
        }

        foreach (var one in model.Campaigns.Where(c => c.Verdict is RunVerdict.Inconclusive or RunVerdict.Error))
        {
            Notification(json, "warning", $"{one.Driver} / {one.Scenario}: {one.Problem ?? "there is no verdict"}");
        }

        if (findings > ResultsMax)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{ResultsMax} of {Counted.Of(findings, "finding")} are here; runs.csv and the report have all.");
            Notification(json, "warning", text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Notification(Utf8JsonWriter json, string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        SarifResult.Message(json, "message", text);
        json.WriteEndObject();
    }
}
