using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Replaying;
using Verifier.Cli.Running;
using Verifier.Reporting.Text;

namespace Verifier.Cli.Results;

/// <summary>The document of <c>replay --format json</c>.</summary>
internal static class ReplayDocument
{
    /// <summary>The schema's version: <c>replay.schema.json</c>.</summary>
    public const string Version = "verifier-replay/1";

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ReplayRun> replays, ExitCode code)
    {
        json.WriteStartObject();
        json.WriteString("schema", Version);
        json.WriteNumber("exitCode", (int)code);
        json.WriteStartArray("replays");
        foreach (var replay in replays)
        {
            json.WriteStartObject();
            json.WriteBoolean("same", replay.Comparison.IsSame);
            json.WriteTexts("differences", replay.Comparison.Differences);
            json.WritePropertyName("run");
            RunJson.Write(json, replay.Record);
            json.WriteTexts("trace", replay.Trace);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
