using System.Text.Json.Serialization;

namespace Verifier.Cli.Analyzing;

/// <summary>Both as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AnalysisOrder))]
[JsonSerializable(typeof(AnalysisAnswer))]
internal sealed partial class AnalysisJson : JsonSerializerContext;
