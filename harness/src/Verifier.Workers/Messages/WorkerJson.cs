using System.Text.Json;
using System.Text.Json.Serialization;
using Verifier.Engine.Exploration;
using Verifier.Workers.Running;

namespace Verifier.Workers.Messages;

/// <summary>The messages that are JSON: rare ones, and results with something to tell. What a case that passes needs is not among them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GoldenRecord))]
[JsonSerializable(typeof(CaseResult))]
[JsonSerializable(typeof(MinimalOrder))]
[JsonSerializable(typeof(MinimalScenario))]
internal sealed partial class WorkerJson : JsonSerializerContext
{
    /// <summary>Appends a document to the message being written.</summary>
    /// <param name="to">The message.</param>
    /// <param name="document">The document.</param>
    /// <param name="context">Knows its type; null for one of those above.</param>
    public static void Write<T>(MessageWriter to, T document, JsonSerializerContext? context = null)
    {
        using var json = new Utf8JsonWriter(to.Content);
        JsonSerializer.Serialize(json, document, typeof(T), context ?? Default);
    }

    /// <summary>Reads the rest of a message.</summary>
    /// <param name="content">The rest.</param>
    /// <param name="context">Knows the document's type; null for one of those above.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> content, JsonSerializerContext? context = null)
        where T : class
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(content, typeof(T), context ?? Default) ?? throw new InvalidDataException("A message between program and worker is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A message between program and worker is damaged: {e.Message}", e);
        }
    }
}
