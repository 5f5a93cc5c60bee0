using System.Text.Json;
using Verifier.History;

namespace Verifier.Cli.Nightly;

/// <summary>What <c>nightly --format json</c> prints.</summary>
internal static class NightDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Night night, ExitCode code)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-night/1");
        json.WriteNumber("exitCode", (int)code);
        json.WriteNumber("night", night.Number);
        json.WriteBoolean("finished", night.View is not null);
        json.WriteBoolean("trusted", night.Trust.IsTrusted && night.Failure is null);
        json.WriteString("problem", night.Problem);
        json.WriteString("canaries", night.Canaries.Summary);
        if (night.View?.Since is { } since)
        {
            json.WriteNumber("since", since.Id);
        }
        else
        {
            json.WriteNull("since");
        }

        json.WriteStartArray("unfinished");
        foreach (var unfinished in night.View?.Comparison.Unfinished ?? [])
        {
            json.WriteNumberValue(unfinished);
        }

        json.WriteEndArray();
        WriteInconclusive(json, night);
        json.WriteStartArray("findings");
        foreach (var finding in night.View?.Findings ?? [])
        {
            json.WriteStartObject();
            json.WriteString("transition", Word(finding.Transition));
            json.WriteString("driver", finding.Finding.Driver);
            json.WriteString("kind", finding.Finding.Kind);
            json.WriteString("title", finding.Finding.Title);
            json.WriteString("fingerprint", finding.Finding.Fingerprint);
            json.WriteBoolean("expected", finding.Finding.IsExpected);
            json.WriteString("token", finding.Exemplar.Token);
            json.WriteString("minimal", night.MinimalOf(finding.Finding)?.File);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes of a night that could not begin.</summary>
    public static void WriteNone(Utf8JsonWriter json, CliException failure)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-night/1");
        json.WriteNumber("exitCode", (int)failure.Code);
        json.WriteNull("night");
        json.WriteBoolean("finished", false);
        json.WriteBoolean("trusted", false);
        json.WriteString("problem", failure.Message);
        json.WriteEndObject();
    }

    private static void WriteInconclusive(Utf8JsonWriter json, Night night)
    {
        json.WriteStartArray("inconclusive");
        foreach (var (scenario, driver, problem) in night.Inconclusive)
        {
            json.WriteStartObject();
            json.WriteString("scenario", scenario);
            json.WriteString("driver", driver);
            json.WriteString("problem", problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(Transition transition) => JsonNamingPolicy.KebabCaseLower.ConvertName(transition.ToString());
}
