using System.Text.Json.Serialization;

namespace Verifier.Cli.Minimal;

/// <summary>Both as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShrinkOrder))]
[JsonSerializable(typeof(ShrinkAnswer))]
internal sealed partial class ShrinkJson : JsonSerializerContext;
