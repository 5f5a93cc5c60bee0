using System.Collections.Immutable;
using System.Text.Json;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>One finding as a SARIF result.</summary>
internal static class SarifResult
{
    private const string FailedCall = "The call that was made to fail";
    private const string Verdict = "The verdict";

    public static void Write(ReportModel model, Utf8JsonWriter json, ReportFinding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.KindWord);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("kind", "fail");
        json.WriteString("level", finding.List == FindingState.Flaky ? "note" : "error");
        Message(json, "message", finding.Title);
        Locations(json, finding);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("verifierFinding/v1", Shown.Name(finding.Fingerprint));
        json.WriteString("verifierDefect/v1", Shown.Name(finding.Coarse));
        json.WriteEndObject();
        if (model.Night.ComparedWith is not null)
        {
            json.WriteString("baselineState", BaselineState(finding));
        }

        if (finding.IsKnown)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", Shown.Line(finding.Known?.Reason ?? finding.Note ?? "The scenario expects it."));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteNumber("occurrenceCount", Math.Max(1, finding.Runs));
        Stacks(json, finding);
        Properties(model, json, finding);
        json.WriteEndObject();
    }

    public static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Shown.Line(text));
        json.WriteEndObject();
    }

    private static string BaselineState(ReportFinding finding) => finding.Transition switch
    {
        Transition.Still => "unchanged",
        Transition.Fixed => "absent",
        Transition.Flaky => finding.IsSeen ? "unchanged" : "absent",
        _ => "new",
    };

    // Where a reader wants to land: the failed call, for its error path is what has to change; the verdict's place if nothing failed.
    private static void Locations(Utf8JsonWriter json, ReportFinding finding)
    {
        var frames = finding.InjectedAt.IsEmpty ? finding.EndedAt : finding.InjectedAt;
        json.WriteStartArray("locations");
        if (!frames.IsEmpty)
        {
            Location(json, frames[0], null);
        }

        json.WriteEndArray();
    }

    private static void Stacks(Utf8JsonWriter json, ReportFinding finding)
    {
        var stacks = new[] { (Text: FailedCall, Frames: finding.InjectedAt), (Text: Verdict, Frames: finding.EndedAt) }
            .Where(s => !s.Frames.IsEmpty)
            .ToList();
        if (stacks.Count == 0)
        {
            return;
        }

        json.WriteObjects("stacks", stacks, stack =>
        {
            Message(json, "message", stack.Text);
            Frames(json, stack.Frames);
        });
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteObjects("locations", stacks, stack =>
        {
            json.WritePropertyName("location");
            Location(json, stack.Frames[0], stack.Text);
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Frames(Utf8JsonWriter json, ImmutableArray<ReportFrame> frames)
    {
        json.WriteObjects("frames", frames, frame =>
        {
            json.WritePropertyName("location");
            Location(json, frame, null);
        });
    }

    private static void Location(Utf8JsonWriter json, ReportFrame frame, string? text)
    {
        json.WriteStartObject();
        if (frame.Path is { } path)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal));
            json.WriteString("uriBaseId", "SRCROOT");
            json.WriteEndObject();
            // A line of the source as it was is another line, or none, of the source as it is.
            if (frame.Line > 0 && !frame.IsPast)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", frame.Line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", Shown.Name(frame.Routine));
        json.WriteString("kind", "function");
        json.WriteEndObject();
        json.WriteEndArray();
        if (text is not null)
        {
            Message(json, "message", text);
        }

        json.WriteEndObject();
    }

    private static void Properties(ReportModel model, Utf8JsonWriter json, ReportFinding finding)
    {
        json.WriteStartObject("properties");
        json.WriteString("driver", Shown.Name(finding.Driver));
        json.WriteString("scenario", Shown.Name(finding.Scenario));
        json.WriteString("state", finding.State);
        if (!finding.Members.IsEmpty)
        {
            json.WriteTexts("members", finding.Members.Select(m => Shown.Name(m.Fingerprint)));
        }

        json.WriteString("ddi", Shown.Name(finding.Ddi));
        if (finding.Tag is { } tag)
        {
            json.WriteString("poolTag", Shown.Name(tag));
        }

        if (finding.Token.Length > 0)
        {
            json.WriteString("replay", model.ReplayCommand(finding.Token));
        }

        if (finding.Minimal is { } minimal)
        {
            json.WriteString("minimal", Shown.Line(minimal.Command));
        }

        json.WriteEndObject();
    }
}
