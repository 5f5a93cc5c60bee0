using System.Collections.Immutable;
using System.Text.Json;
using Verifier.Cli.Running;
using Verifier.Engine.Analysis;
using Verifier.Engine.Observation;
using Verifier.Engine.Replay;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Analyzing;

/// <summary>The document of <c>analyze --format json</c>, described by <c>harness/docs/schemas/analysis.schema.json</c>.</summary>
internal static class AnalysisDocument
{
    /// <summary>The schema that the document names.</summary>
    public const string Version = "verifier-analysis/1";

    // A driver that asks again and again fails many thousand times in the same place.
    private const int MostFailures = 100;

    private const int MostStretches = 100;
    private const int MostBytes = 256;

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, RunAnalysis analysis, ReplayComparison comparison)
    {
        var run = analysis.Result.Run;
        json.WriteStartObject();
        json.WriteString("schema", Version);
        json.WriteString("scenario", run.Plan.Scenario.Name);
        json.WriteString("driver", run.Plan.Driver.Name);
        json.WriteString("profile", run.Plan.Profile.Name);
        json.WriteBoolean("same", comparison.IsSame);
        Array(json, "differences", comparison.Differences, json.WriteStringValue);
        Array(json, "findings", analysis.Result.Findings, finding => WriteFinding(json, run, finding));
        WriteStop(json, analysis);
        json.WriteNumber("failureCount", run.Injections.Length);
        Array(json, "failures", run.Injections.Take(MostFailures), injection => WriteFailure(json, injection));
        Array(json, "operations", analysis.Operations, operation => WriteOperation(json, operation, operation == analysis.FirstDivergence));
        json.WriteStartObject("counters");
        foreach (var (name, value) in run.Counters)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        KernelStateJson.Write(json, analysis.Kernel);
        json.WriteEndObject();
    }

    /// <summary>A property that is a list.</summary>
    internal static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, RunObservation run, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", FindingWords.Of(finding.Kind));
        json.WriteString("title", finding.Title);
        json.WriteString("fingerprint", Fingerprint.Of(run, finding).Text);
        json.WriteEndObject();
    }

    private static void WriteStop(Utf8JsonWriter json, RunAnalysis analysis)
    {
        if (analysis.Result.Run.Stop is not { } stop)
        {
            json.WriteNull("stop");
            return;
        }

        json.WriteStartObject("stop");
        json.WriteString("title", analysis.BugCheck?.Title);
        json.WriteString("sentence", analysis.BugCheck?.Sentence);
        Array(json, "parameters", analysis.BugCheck?.Parameters ?? [], parameter =>
        {
            json.WriteStartObject();
            json.WriteNumber("number", parameter.Number);
            json.WriteString("label", parameter.Label);
            json.WriteString("value", parameter.Text);
            json.WriteEndObject();
        });
        Array(json, "hints", analysis.BugCheck?.Hints ?? [], json.WriteStringValue);
        json.WriteString("detail", stop.Detail);
        json.WriteString("routine", stop.Routine.Length > 0 ? stop.Routine : null);
        WriteStack(json, stop.Stack);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Injection injection)
    {
        json.WriteStartObject();
        json.WriteString("call", injection.CallText);
        json.WriteNumber("ordinal", injection.Ordinal);
        json.WriteNumber("callNumber", injection.CallNumber);
        json.WriteNumber("irql", (byte)injection.Irql);
        json.WriteString("shape", RunJson.ShapeWord(injection));
        json.WriteString("status", injection.Status.ToString());
        json.WriteString("rule", injection.Rule.Name);
        WriteStack(json, injection.Stack);
        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, ComparedOperation operation, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("name", operation.Name);
        json.WriteString("word", operation.Word);
        json.WriteString("outcome", operation.Outcome);
        json.WriteString("withoutFaults", operation.Usual);
        json.WriteString("difference", operation.Difference);
        json.WriteBoolean("firstDivergence", isFirst);
        json.WriteNumber("failures", operation.Failures);
        Array(json, "differingBytes", operation.Bytes.Take(MostStretches), stretch => WriteBytes(json, stretch));
        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, DifferingBytes stretch)
    {
        json.WriteStartObject();
        json.WriteNumber("offset", stretch.Offset);
        json.WriteNumber("length", stretch.Length);
        json.WriteString("bytes", Hex(stretch.Seen));
        json.WriteString("withoutFaults", Hex(stretch.Usual));
        json.WriteEndObject();
    }

    private static string Hex(ImmutableArray<byte> bytes) => Convert.ToHexString(bytes.AsSpan()[..Math.Min(bytes.Length, MostBytes)]);

    private static void WriteStack(Utf8JsonWriter json, DriverStack stack) =>
        Array(json, "stack", stack.Frames, frame => json.WriteStringValue(frame.ToString()));
}
