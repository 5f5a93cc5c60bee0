using System.Text.Json;
using Verifier.Cli.Loading;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Cli.Forecasting;

/// <summary>The document of <c>run --what-if --format json</c> when there is something to explore.</summary>
internal static class ForecastDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PlannedRun> runs, IReadOnlyList<Forecast> forecasts, int jobs)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-what-if/1");
        json.WriteStartArray("runs");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteString("scenario", run.Plan.Scenario.Name);
            json.WriteString("path", run.Plan.ScenarioPath);
            json.WriteString("driver", run.Plan.Driver.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("campaigns");
        foreach (var forecast in forecasts)
        {
            Write(json, forecast, jobs);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Forecast forecast, int jobs)
    {
        json.WriteStartObject();
        json.WriteString("scenario", forecast.Target.Golden.Scenario.Name);
        json.WriteString("path", forecast.Target.Script.Path);
        json.WriteString("driver", forecast.Target.Driver.Name);
        json.WriteStartArray("points");
        foreach (var point in forecast.Golden.Points)
        {
            Write(json, point);
        }

        json.WriteEndArray();
        json.WriteNumber("sites", forecast.Sites);
        json.WriteStartObject("runs");
        foreach (var kind in Enum.GetValues<CaseKind>())
        {
            json.WriteNumber(kind.ToString().ToLowerInvariant(), forecast.RunsOf(kind));
        }

        json.WriteEndObject();
        json.WriteBoolean("more", forecast.IsOpen);
        json.WriteNumber("estimatedSeconds", Math.Round((forecast.Time / jobs).TotalSeconds, 3));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FaultPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal", point.Ordinal);
        json.WriteString("ddi", point.Ddi);
        json.WriteString("family", point.Family);
        json.WriteString("tag", point.Tag);
        if (point.Size is { } size)
        {
            json.WriteNumber("size", size);
        }
        else
        {
            json.WriteNull("size");
        }

        json.WriteString("pool", FaultPointTable.PoolWord(point));
        json.WriteString("irql", ((KIRQL)point.Irql).ToString());
        json.WriteString("phase", point.Phase.ToString());
        json.WriteString("operation", point.OperationName);
        json.WriteString("site", point.SiteId);
        json.WriteNumber("occurrence", point.Occurrence);
        json.WriteStartArray("stack");
        foreach (var frame in point.Frames)
        {
            json.WriteStringValue(frame.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
