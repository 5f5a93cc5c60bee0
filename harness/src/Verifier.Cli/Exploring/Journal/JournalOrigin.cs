using System.Text.Json.Serialization;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// The part that the first line of every version's journal has: the rest of it may be of a version that this program does not know.
/// </summary>
/// <param name="Schema">What the file says it is.</param>
/// <param name="Harness">Identifies the build that wrote it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record JournalOrigin(string? Schema, string? Harness)
{
    private const string Family = "verifier-journal/";

    /// <summary>True for the line of a journal of any version.</summary>
    [JsonIgnore]
    public bool IsJournal => Schema is not null && Schema.StartsWith(Family, StringComparison.Ordinal)
        && Schema.Length > Family.Length && Schema.AsSpan(Family.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>True if it has the version that this program reads.</summary>
    [JsonIgnore]
    public bool IsOfThisVersion => Schema == JournalHeader.Version;

    /// <summary>The header of a journal of another version, as far as it counts.</summary>
    public JournalHeader ToHeader() => new(Schema!, Harness is not null && Harness.All(char.IsAsciiLetterOrDigit) ? Harness : string.Empty, []);
}
