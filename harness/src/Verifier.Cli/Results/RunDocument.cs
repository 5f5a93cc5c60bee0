using System.Text.Json;
using Verifier.Cli.Running;

namespace Verifier.Cli.Results;

/// <summary>What <c>run --format json</c> prints: counts and all runs in one document.</summary>
internal static class RunDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RunRecord> records, ExitCode code)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-run/1");
        json.WriteNumber("exitCode", (int)code);
        json.WriteStartObject("counts");
        json.WriteNumber("runs", records.Count);
        foreach (var verdict in Verdicts.All)
        {
            json.WriteNumber(verdict.Word(), records.Count(record => record.Verdict == verdict));
        }

        json.WriteEndObject();
        json.WriteStartArray("runs");
        foreach (var record in records)
        {
            RunJson.Write(json, record);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
