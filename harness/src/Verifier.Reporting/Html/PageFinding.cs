using System.Globalization;
using System.Text.Json;
using Verifier.Engine.Tokens;
using Verifier.Kernel;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Html;

/// <summary>The properties of a finding in the page's JSON.</summary>
internal static class PageFinding
{
    public static void Write(Utf8JsonWriter json, ReportFinding finding, int injectedAt, int endedAt)
    {
        json.WriteString("fp", Shown.Name(finding.Fingerprint));
        json.WriteString("state", finding.State);
        json.WriteString("kind", finding.KindWord);
        json.WriteString("driver", Shown.Name(finding.Driver));
        json.WriteString("scenario", Shown.Name(finding.Scenario));
        json.WriteString("title", Shown.Line(finding.Title));
        json.WriteString("operation", Shown.Name(finding.Operation));
        json.WriteString("ddi", Shown.Name(finding.Ddi));
        json.WriteString("tag", Shown.Name(finding.Tag));
        json.WriteString("injected", finding.Injected is null ? null : Shown.Line(finding.Injected));
        json.WriteNumber("injectedAt", injectedAt);
        json.WriteNumber("endedAt", endedAt);
        json.WriteString("first", Shown.Name(finding.FirstSeen));
        json.WriteString("last", Shown.Name(finding.LastExecuted));
        json.WriteNumber("nights", finding.Nights);
        json.WriteNumber("runs", finding.Runs);
        json.WriteNumber("exemplar", finding.Exemplar);
        json.WriteString("token", finding.Token);
        json.WriteString("hash", HashOf(finding.Token));
        if (finding.Minimal is { } minimal)
        {
            json.WriteTexts("minimal", [Shown.Line(minimal.Path), Shown.Line(minimal.Command)]);
        }

        json.WriteString("note", finding.Note is null ? null : Shown.Line(finding.Note));
        json.WriteBoolean("seen", finding.IsSeen);
        json.WriteString("why", finding.Why is null ? null : Shown.Line(finding.Why));
        json.WriteString("known", FindingText.KnownOf(finding.Known, finding.IsExpired) is { } known ? Shown.Line(known) : null);
        json.WriteString("moved", FindingText.MoveOf(finding.Move) is { } moved ? Shown.Line(moved) : null);
        json.WriteTexts("maskedBy", finding.MaskedBy.Select(Shown.Name));
        json.WriteRows("members", finding.Members, member =>
        {
            json.WriteStringValue(Shown.Name(member.Fingerprint));
            json.WriteStringValue(member.State);
            json.WriteStringValue(Shown.Line(member.Title));
            json.WriteStringValue(member.Token);
        });
        json.WriteTexts("details", finding.Details.Select(Shown.Line));
        json.WriteTexts("related", finding.Related.Select(Shown.Name));
        json.WriteRows("strip", finding.Strip.TakeLast(60), mark =>
        {
            json.WriteStringValue(Shown.Name(mark.Night));
            json.WriteStringValue(PageWords.Of(mark.State));
        });
        BugCheckOf(json, finding);
    }

    private static string? HashOf(string token) =>
        ReplayToken.TryParse(token, out var read, out _) ? read!.TraceHash.ToString("x16", CultureInfo.InvariantCulture) : null;

    private static void BugCheckOf(Utf8JsonWriter json, ReportFinding finding)
    {
        if (finding.BugCheck is not [var code, var p1, var p2, var p3, var p4])
        {
            json.WriteNull("bugCheck");
            return;
        }

        var explained = BugCheckCatalogue.Explain(new BugCheck((BugCheckCode)code, p1, p2, p3, p4));
        ulong[] values = [p1, p2, p3, p4];
        json.WriteStartObject("bugCheck");
        json.WriteString("title", Shown.Line(explained.Title));
        json.WriteString("sentence", Shown.Line(explained.Sentence));
        json.WriteStartArray("parameters");
        foreach (var parameter in explained.Parameters)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"0x{values[parameter.Number - 1]:X}");
            json.WriteStartArray();
            json.WriteStringValue(Shown.Line(parameter.Label));
            json.WriteStringValue(Shown.Line(parameter.Text ?? value));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteTexts("hints", explained.Hints.Select(Shown.Line));
        json.WriteEndObject();
    }
}
