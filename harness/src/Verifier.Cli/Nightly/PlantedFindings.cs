using Verifier.Cli.Exploring;
using Verifier.Engine.Verdicts;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Findings that scripts expect, and how many came. Every expectation counts, whatever became of its run: one that is lost must not make the recall
/// look whole.
/// </summary>
internal static class PlantedFindings
{
    /// <summary>The number of expected ones, and the number of them that came.</summary>
    public static (int Expected, int Found) Of(IEnumerable<NightRun> runs, IEnumerable<CampaignRecord> campaigns)
    {
        var all = runs.Select(r => (r.Expected, Found: r.IsJudged ? r.Expected - r.Missing.Length : 0)).Concat(campaigns.Select(Of)).ToList();
        return (all.Sum(one => one.Expected), all.Sum(one => one.Found));
    }

    private static (int Expected, int Found) Of(CampaignRecord campaign)
    {
        // While the script's own faults rest, what it expects of them need not come; and one part of an exploration cannot say what all parts miss.
        var plan = campaign.Target.Golden;
        if (plan.Variation.RestsScriptFaults)
        {
            return (0, 0);
        }

        var expected = new ExpectationSet(plan.Scenario, plan.Driver.Name).Planted;
        var found = campaign.Outcome is { } outcome ? expected - outcome.Missing.Length : 0;
        return campaign.IsSharded ? (found, found) : (expected, found);
    }
}
