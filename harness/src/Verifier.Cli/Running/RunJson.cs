using System.Text.Json;
using Verifier.Cli.Text;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Running;

/// <summary>One run as a JSON object: a line of results.ndjson, described by <c>results.schema.json</c>. Always the same order.</summary>
internal static class RunJson
{
    /// <summary>
    /// The schema that every line names. A later version may add properties, but not change or drop any, under the same number.
    /// </summary>
    public const string Version = "verifier-results/1";

    /// <summary>The line of a run.</summary>
    public static string LineOf(RunRecord record) => record.Line ?? JsonDocumentWriter.Line(json => Write(json, record));

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, RunRecord record)
    {
        if (record.Line is { } line)
        {
            using var written = JsonDocument.Parse(line);
            written.RootElement.WriteTo(json);
            return;
        }

        var plan = record.Plan;
        json.WriteStartObject();
        json.WritePlan(Version, plan);
        json.WriteVerdict(record.Verdict, record.Problem);
        json.WriteStartArray("findings");
        foreach (var judged in record.Findings)
        {
            WriteFinding(json, judged);
        }

        json.WriteEndArray();
        json.WriteTexts("surprises", record.Surprises);
        json.WriteRemarks(record.Remarks);
        WriteOutcomes(json, record);
        WriteRules(json, record);
        WriteCounters(json, record);
        json.WriteString("traceHash", record.Token.Length > 0 ? $"{record.TraceHash:x16}" : null);
        json.WriteString("token", record.Token.Length > 0 ? record.Token : null);
        json.WriteNumber("calls", record.Calls);
        json.WriteNumber("faultPoints", record.FaultPoints);
        json.WriteNumber("virtualTimeMs", record.VirtualTime / 10_000m);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, JudgedFinding judged)
    {
        var finding = judged.Finding;
        json.WriteStartObject();
        json.WriteString("kind", FindingWords.Of(finding.Kind));
        json.WriteBoolean("expected", judged.IsExpected);
        json.WriteString("title", finding.Title);
        json.WriteTexts("details", finding.Details);
        json.WriteString("operation", NullIfEmpty(finding.Operation));
        json.WriteString("ddi", NullIfEmpty(finding.Ddi));
        WriteBugCheck(json, finding);
        json.WriteString("status", finding.Status?.Name);
        if (finding.Cause is { } cause)
        {
            json.WriteStartObject("injection");
            WriteInjection(json, cause);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("injection");
        }

        json.WriteEndObject();
    }

    private static void WriteBugCheck(Utf8JsonWriter json, Finding finding)
    {
        if (finding.BugCheck is not { } bugCheck)
        {
            json.WriteNull("bugCheck");
            return;
        }

        json.WriteStartObject("bugCheck");
        json.WriteString("code", $"0x{(uint)bugCheck.Code:X}");
        json.WriteString("name", bugCheck.Code.ToString());
        json.WriteStartArray("parameters");
        for (var number = 1; number <= 4; number++)
        {
            json.WriteStringValue($"0x{bugCheck.Parameter(number):X}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInjection(Utf8JsonWriter json, Injection injection)
    {
        json.WriteNumber("ordinal", injection.Ordinal);
        json.WriteString("ddi", injection.Ddi.Name);
        if (injection.Size is { } size)
        {
            json.WriteNumber("size", size);
        }
        else
        {
            json.WriteNull("size");
        }

        json.WriteString("tag", injection.Tag?.ToString());
        json.WriteString("irql", injection.Irql.ToString());
        json.WriteString("shape", ShapeWord(injection));
        json.WriteString("rule", injection.Rule.Name);
        json.WriteTexts("stack", injection.Stack.Frames.Select(frame => frame.ToString()));
    }

    /// <summary>The shape in which a call failed, in one word.</summary>
    public static string ShapeWord(Injection injection) => JsonNamingPolicy.KebabCaseLower.ConvertName(injection.Shape.ToString());

    private static void WriteOutcomes(Utf8JsonWriter json, RunRecord record)
    {
        json.WriteStartObject("outcomes");
        json.WriteNumber("injected", record.Injected);
        json.WriteNumber("absorbed", record.Absorbed);
        json.WriteNumber("propagated", record.Propagated);
        json.WriteNumber("realFailures", record.RealFailures);
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, RunRecord record)
    {
        json.WriteStartArray("rules");
        foreach (var outcome in record.Rules)
        {
            json.WriteStartObject();
            json.WriteString("name", outcome.Rule.Name);
            json.WriteString("state", StateWord(outcome.State));
            json.WriteNumber("eligible", outcome.Eligible);
            json.WriteNumber("failures", outcome.Failures);
            json.WriteString("seed", outcome.Seed is { } seed ? FormattableString.Invariant($"{seed}") : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string StateWord(RuleFinalState state) => state switch
    {
        RuleFinalState.Armed => "armed",
        RuleFinalState.Triggered => "triggered",
        RuleFinalState.Exhausted => "exhausted",
        _ => "never-reached",
    };

    private static void WriteCounters(Utf8JsonWriter json, RunRecord record)
    {
        json.WriteStartObject("counters");
        foreach (var (name, value) in record.Counters)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
