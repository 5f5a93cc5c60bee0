using System.Collections.Immutable;
using Verifier.History;
using Verifier.Scenarios.Known;

namespace Verifier.Cli.Known;

/// <summary>The known findings of a command: those of one file, or of all that lie in the working folder and in the folders of scenarios.</summary>
/// <param name="Entries">Each with the file that it stands in.</param>
internal sealed record KnownList(ImmutableArray<(string File, KnownEntry Entry)> Entries)
{
    /// <summary>Nothing is known.</summary>
    public static KnownList None { get; } = new([]);

    /// <summary>As a history takes them.</summary>
    public ImmutableArray<KnownFinding> Findings => [.. Entries.Select(e => Of(e.Entry))];

    /// <summary>Entries that no open finding of a night is, with their places: one line for each.</summary>
    public IEnumerable<string> Idle(NightView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var used = view.Findings.Select(f => f.Known).OfType<KnownFinding>().ToHashSet();
        return Entries.Where(e => !used.Contains(Of(e.Entry))).Select(e =>
            $"{e.File}({e.Entry.Source}): no finding that is open is the one named here; take the entry away, or mend it if it is misspelt");
    }

    /// <summary>As a history takes it.</summary>
    public static KnownFinding Of(KnownEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new KnownFinding
        {
            Fingerprint = entry.Fingerprint,
            Driver = entry.Driver?.Pattern,
            Kind = entry.Kind,
            Place = entry.Place?.Pattern,
            Reason = entry.Reason,
            Owner = entry.Owner,
            Link = entry.Link,
            Expiry = entry.Expiry,
        };
    }
}
