using System.Text.Json;
using Verifier.Cli.Text;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
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
        foreach (var finding in record.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        json.WriteTexts("surprises", Surprise.TextsOf(record.Surprises));
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

    private static void WriteFinding(Utf8JsonWriter json, FindingRecord finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", FindingWords.Of(finding.Kind));
        json.WriteBoolean("expected", finding.IsExpected);
        json.WriteString("title", finding.Title);
        json.WriteTexts("details", finding.Details);
        json.WriteString("operation", NullIfEmpty(finding.Operation));
        json.WriteString("ddi", NullIfEmpty(finding.ExpectedDdi));
        WriteBugCheck(json, finding);
        json.WriteString("status", finding.Status is { } status ? new NTSTATUS(status).Name : null);

        // Of a run in which the driver took control no failure was seen.
        if (finding.Failed is { Shape: { } shape } failed)
        {
            json.WriteStartObject("injection");
            WriteInjection(json, failed, shape);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("injection");
        }

        json.WriteEndObject();
    }

    private static void WriteBugCheck(Utf8JsonWriter json, FindingRecord finding)
    {
        if (finding.BugCheck is not [var code, .. var parameters])
        {
            json.WriteNull("bugCheck");
            return;
        }

        json.WriteStartObject("bugCheck");
        json.WriteString("code", $"0x{code:X}");
        json.WriteString("name", ((BugCheckCode)code).ToString());
        json.WriteTexts("parameters", parameters.Select(parameter => $"0x{parameter:X}"));
        json.WriteEndObject();
    }

    private static void WriteInjection(Utf8JsonWriter json, FailedCall failed, FailureShape shape)
    {
        json.WriteNumber("ordinal", failed.Ordinal);
        json.WriteString("ddi", failed.Ddi);
        if (failed.Size is { } size)
        {
            json.WriteNumber("size", size);
        }
        else
        {
            json.WriteNull("size");
        }

        json.WriteString("tag", failed.Tag);
        json.WriteString("irql", ((KIRQL)failed.Irql).ToString());
        json.WriteString("shape", ShapeWord(shape));
        json.WriteString("rule", failed.Rule);
        json.WriteTexts("stack", failed.Frames.Select(frame => frame.ToString()));
    }

    /// <summary>The shape in which a call failed, in one word.</summary>
    public static string ShapeWord(FailureShape shape) => JsonNamingPolicy.KebabCaseLower.ConvertName(shape.ToString());

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
