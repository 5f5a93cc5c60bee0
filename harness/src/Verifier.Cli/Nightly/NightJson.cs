using System.Text.Json.Serialization;

namespace Verifier.Cli.Nightly;

/// <summary>A night's run as JSON: its rows are too many to be written field by field.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NightRun))]
internal sealed partial class NightJson : JsonSerializerContext;
