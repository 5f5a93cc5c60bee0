using System.Text.Json.Serialization;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// Writes and reads lines of a journal. A key that no version of this program wrote, or one that is there twice, is damage.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalHeader))]
[JsonSerializable(typeof(JournalLine))]
[JsonSerializable(typeof(JournalOrigin))]
internal sealed partial class JournalJson : JsonSerializerContext;
