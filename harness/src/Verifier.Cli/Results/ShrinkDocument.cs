using System.Text.Json;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Results;

/// <summary>What <c>shrink --format json</c> prints; described by <c>harness/docs/schemas/shrink.schema.json</c>.</summary>
internal static class ShrinkDocument
{
    /// <summary>What the document says it is.</summary>
    public const string Version = "verifier-shrink/1";

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, ShrunkScenario shrunk, string path)
    {
        json.WriteStartObject();
        json.WriteString("schema", Version);
        json.WriteString("path", path);
        json.WriteString("scenario", shrunk.Scenario.Name);
        json.WriteString("original", shrunk.OriginalName);
        json.WriteString("driver", shrunk.Scenario.Drivers[0].Text);
        json.WriteString("kind", FindingWords.Of(shrunk.Finding.Kind));
        json.WriteString("title", shrunk.Finding.Title);
        json.WriteString("fingerprint", shrunk.Fingerprint);
        WriteChange(json, "operations", shrunk.Operations);
        WriteChange(json, "failures", shrunk.Faults);
        json.WriteNumber("tried", shrunk.Tries);
        json.WriteBoolean("finished", shrunk.IsFinished);
        json.WriteString("script", shrunk.Script);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, string name, (int Before, int After) count)
    {
        json.WriteStartObject(name);
        json.WriteNumber("before", count.Before);
        json.WriteNumber("after", count.After);
        json.WriteEndObject();
    }
}
