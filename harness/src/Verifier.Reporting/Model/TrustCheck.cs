namespace Verifier.Reporting.Model;

/// <summary>One check on the night itself (ARCHITECTURE.md D8).</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Value">The result in a few words.</param>
/// <param name="State">How it came out.</param>
public sealed record TrustCheck(string Name, string Value, TrustState State)
{
    /// <summary>The checks of a model, in the order in which a reader asks.</summary>
    internal static IEnumerable<TrustCheck> Of(ReportModel model)
    {
        var (night, counts) = (model.Night, model.Counts);
        yield return Canaries(night);
        yield return night.Replays == 0
            ? new TrustCheck("Replay check", "not done", TrustState.Doubtful)
            : new TrustCheck("Replay check", $"{night.ReplaysIdentical} of {night.Replays} identical", Broken(night.ReplaysIdentical < night.Replays));
        if (night.DefectsPlanted > 0)
        {
            var state = night.DefectsFound < night.DefectsPlanted ? TrustState.Failed : TrustState.Good;
            yield return new TrustCheck("Planted defects", $"{night.DefectsFound} of {night.DefectsPlanted} found", state);
        }

        yield return Executed(night, counts);
        yield return new TrustCheck("Inconclusive", Number(counts.Inconclusive), counts.Inconclusive > 0 ? TrustState.Doubtful : TrustState.Good);
        yield return new TrustCheck("Harness errors", Number(counts.HarnessErrors), Broken(counts.HarnessErrors > 0));
        foreach (var problem in night.Problems)
        {
            yield return new TrustCheck("Problem", problem, TrustState.Broken);
        }
    }

    private static TrustCheck Canaries(ReportNight night) => night switch
    {
        { CanariesPlanted: 0 } => new TrustCheck("Canary", "none was run", TrustState.Broken),
        _ => new TrustCheck("Canary", $"{night.CanariesFound} of {night.CanariesPlanted} found", Broken(night.CanariesFound < night.CanariesPlanted)),
    };

    private static TrustCheck Executed(ReportNight night, ReportCounts counts)
    {
        var isShort = counts.Runs < night.RunsPlanned;
        var state = counts.Runs == 0 ? TrustState.Broken : isShort ? TrustState.Doubtful : TrustState.Good;
        return new TrustCheck("Runs", counts.Runs == 0 ? "none was done" : isShort ? $"{Number(counts.Runs)} of {Number(night.RunsPlanned)} planned" : Number(counts.Runs), state);
    }

    private static TrustState Broken(bool isBroken) => isBroken ? TrustState.Broken : TrustState.Good;

    private static string Number(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
