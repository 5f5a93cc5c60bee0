using System.Collections.Immutable;
using Verifier.Engine.Exploration;

namespace Verifier.Cli.Exploring;

/// <summary>One cause in a campaign: groups that share the coarse fingerprint, expected and unexpected ones apart. What is counted and listed.</summary>
/// <param name="Members">The groups, the one that stands for all first.</param>
internal sealed record CampaignEntry(ImmutableArray<FindingGroup> Members)
{
    /// <summary>The group that stands for all.</summary>
    public FindingGroup Lead => Members[0];

    /// <summary>Runs with faults that show any of it, each once.</summary>
    public int Runs => Members.SelectMany(m => m.Cases).Distinct(StringComparer.Ordinal).Count();

    /// <summary>True if the golden run shows a group of the finding that no other run shows.</summary>
    public bool IsInGolden => Members.Any(m => m.Cases.IsEmpty);

    /// <summary>The entries of an outcome, in the order of its groups; none when there is no outcome.</summary>
    public static ImmutableArray<CampaignEntry> Of(CampaignOutcome? outcome) =>
    [
        .. (outcome?.Groups ?? []).GroupBy(g => (g.CoarseFingerprint, g.IsBenign, g.Exemplar.IsExpected)).Select(group => new CampaignEntry([.. group])),
    ];
}
