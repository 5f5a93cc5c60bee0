using System.Text.Json;
using System.Text.Json.Serialization;
using Verifier.Cli.Minimal;
using Verifier.Cli.Nightly;
using Verifier.Engine.Exploration;

namespace Verifier.Cli.Isolation;

/// <summary>The messages that are JSON: rare ones, and results with something to tell. What a case that passes needs is not among them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GoldenRecord))]
[JsonSerializable(typeof(CaseResult))]
[JsonSerializable(typeof(MinimalOrder))]
[JsonSerializable(typeof(MinimalScenario))]
[JsonSerializable(typeof(NightRun))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(ReplayAnswer))]
internal sealed partial class WorkerJson : JsonSerializerContext
{
    /// <summary>Appends a document to the message being written.</summary>
    public static void Write<T>(MessageWriter to, T document)
    {
        using var json = new Utf8JsonWriter(to.Content);
        JsonSerializer.Serialize(json, document, typeof(T), Default);
    }

    /// <summary>Reads the rest of a message.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> content)
        where T : class
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(content, typeof(T), Default) ?? throw new InvalidDataException("A message between program and worker is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A message between program and worker is damaged: {e.Message}", e);
        }
    }
}
