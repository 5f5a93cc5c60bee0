using System.Text.Json;
using Verifier.Cli.Minimal;

namespace Verifier.Cli.Results;

/// <summary>The document of <c>shrink --format json</c>, described by <c>harness/docs/schemas/shrink.schema.json</c>.</summary>
internal static class ShrinkDocument
{
    /// <summary>The schema that the document names.</summary>
    public const string Version = "verifier-shrink/1";

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, ShrinkAnswer shrunk, string driver)
    {
        json.WriteStartObject();
        json.WriteString("schema", Version);
        json.WriteString("path", shrunk.Path);
        json.WriteString("scenario", shrunk.Scenario);
        json.WriteString("original", shrunk.Original);
        json.WriteString("driver", driver);
        json.WriteString("kind", shrunk.Kind);
        json.WriteString("title", shrunk.Title);
        json.WriteString("fingerprint", shrunk.Fingerprint);
        WriteChange(json, "operations", shrunk.OperationsBefore, shrunk.Operations);
        WriteChange(json, "failures", shrunk.FailuresBefore, shrunk.Failures);
        json.WriteNumber("tried", shrunk.Tries);
        json.WriteBoolean("finished", shrunk.IsFinished);
        json.WriteString("script", shrunk.Script);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, string name, int before, int after)
    {
        json.WriteStartObject(name);
        json.WriteNumber("before", before);
        json.WriteNumber("after", after);
        json.WriteEndObject();
    }
}
