using System.Text.Json;
using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Running;

namespace Verifier.Cli.Results;

/// <summary>The document of <c>run --format json</c>: counts, all runs and all campaigns.</summary>
internal static class RunDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RunRecord> records, CampaignTotals? campaigns, ExitCode code)
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
        if (campaigns is not null)
        {
            Write(json, campaigns);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CampaignTotals totals)
    {
        json.WriteStartObject("exploration");
        json.WriteString("state", totals.Word);
        json.WriteNumber("planned", totals.Planned);
        json.WriteNumber("campaigns", totals.Records.Count);
        foreach (var verdict in Verdicts.All)
        {
            json.WriteNumber(verdict.Word(), totals.Count(verdict));
        }

        CampaignJson.Write(json, totals.Completeness);
        json.WriteNumber("findings", totals.Findings);
        json.WriteNumber("unexpected", totals.Unexpected);
        json.WriteEndObject();
        json.WriteStartArray("campaigns");
        foreach (var record in totals.Records)
        {
            CampaignJson.Write(json, record);
        }

        json.WriteEndArray();
    }
}
