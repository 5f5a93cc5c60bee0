using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.History;
using Verifier.Reporting.Text;
using Verifier.Workers;

namespace Verifier.Cli.Nightly;

/// <summary>The document of <c>nightly --format json</c>.</summary>
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
        foreach (var entry in night.Entries)
        {
            WriteEntry(json, night, entry);
        }

        json.WriteEndArray();
        WriteCounts(json, night);
        json.WriteEndObject();
    }

    // Every list with its causes: what the summary and the report count too.
    private static void WriteCounts(Utf8JsonWriter json, Night night)
    {
        json.WriteStartObject("counts");
        foreach (var state in Enum.GetValues<FindingState>())
        {
            json.WriteNumber(FindingStates.WordOf(state), night.In(state).Length);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, Night night, FindingEntry entry)
    {
        var one = entry.Lead;
        json.WriteStartObject();
        json.WriteString("transition", Word(one.Transition));
        json.WriteString("state", FindingStates.WordOf(one.State));
        json.WriteString("driver", one.Finding.Driver);
        json.WriteString("kind", one.Finding.Kind);
        json.WriteString("title", one.Finding.Title);
        json.WriteString("fingerprint", one.Finding.Fingerprint);
        json.WriteBoolean("expected", one.Finding.IsExpected);
        json.WriteString("token", one.Exemplar.Token);
        json.WriteString("minimal", night.MinimalOf(one.Finding)?.File);
        json.WriteString("why", FindingText.WhyOf(one));
        json.WriteTexts("maskedBy", one.MaskedBy);
        json.WriteNumber("places", one.Places);
        json.WriteNumber("placesPassed", one.PlacesPassed);
        json.WriteString("known", FindingText.KnownOf(one.Known, one.IsExpired));
        json.WriteString("moved", FindingText.MoveOf(one.Move));
        json.WriteStartArray("members");
        foreach (var member in entry.Members.Length > 1 ? entry.Members : [])
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", member.Finding.Fingerprint);
            json.WriteString("state", FindingStates.WordOf(member.State));
            json.WriteString("title", member.Finding.Title);
            json.WriteString("token", member.Exemplar.Token);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes of a night that could not begin.</summary>
    public static void WriteNone(Utf8JsonWriter json, RefusalException failure)
    {
        json.WriteStartObject();
        json.WriteString("schema", "verifier-night/1");
        json.WriteNumber("exitCode", (int)ExitCodes.Of(failure));
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
