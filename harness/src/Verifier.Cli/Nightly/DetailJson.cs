using System.Text.Json.Serialization;
using Verifier.Reporting.Model;

namespace Verifier.Cli.Nightly;

/// <summary>Orders and details as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DetailOrder))]
[JsonSerializable(typeof(RunDetail))]
internal sealed partial class DetailJson : JsonSerializerContext;
