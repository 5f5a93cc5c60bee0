using System.Text.Json;
using Verifier.Engine.Planning;
using Verifier.Reporting.Text;

namespace Verifier.Cli.Running;

/// <summary>The part that every line of results.ndjson has: the run, and the way in which it ended.</summary>
internal static class RecordJson
{
    /// <summary>Writes the schema's version, and scenario, driver, machine and seed.</summary>
    public static void WritePlan(this Utf8JsonWriter json, string schema, Plan plan)
    {
        json.WriteString("schema", schema);
        json.WriteString("scenario", plan.Scenario.Name);
        json.WriteString("path", plan.ScenarioPath);
        json.WriteString("hash", plan.ScenarioHash);
        json.WriteString("driver", plan.Driver.Name);
        json.WriteString("build", plan.Driver.BuildHash);
        json.WriteString("profile", plan.Profile.Name);

        // A text: many readers keep no more than 53 bits of a number.
        json.WriteString("seed", FormattableString.Invariant($"{plan.Seed}"));
    }

    /// <summary>Writes the verdict, and why there is none.</summary>
    public static void WriteVerdict(this Utf8JsonWriter json, Verdict verdict, string? problem)
    {
        json.WriteString("verdict", verdict.Word());
        json.WriteBoolean("asExpected", verdict is Verdict.Pass or Verdict.Finding);
        json.WriteString("problem", problem);
    }

    /// <summary>Writes what the script's author should know; nothing when there is nothing.</summary>
    public static void WriteRemarks(this Utf8JsonWriter json, IReadOnlyCollection<string> remarks)
    {
        if (remarks.Count > 0)
        {
            json.WriteTexts("remarks", remarks);
        }
    }
}
