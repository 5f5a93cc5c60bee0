using Verifier.Cli.Exploring;
using Verifier.History;

namespace Verifier.Cli.Nightly;

/// <summary>
/// A planted defect shows in other scenarios than the one that expects it: a finding that some script expects of its driver is expected
/// wherever it shows that night.
/// </summary>
internal static class ExpectedAnywhere
{
    /// <summary>The same batches with such findings marked.</summary>
    public static IEnumerable<NightBatch> In(IReadOnlyList<NightBatch> batches)
    {
        var expected = batches.SelectMany(b => b.Findings).Where(f => f.Finding.IsExpected).Select(KeyOf).ToHashSet();
        return batches.Select(batch => batch with { Findings = [.. batch.Findings.Select(Marked)] });

        FindingObservation Marked(FindingObservation seen) =>
            expected.Contains(KeyOf(seen)) ? seen with { Finding = seen.Finding with { IsExpected = true } } : seen;
    }

    /// <summary>What some script expects: of what was run, and of what was explored.</summary>
    public static IReadOnlySet<(string Driver, string Fingerprint)> FindingsOf(IEnumerable<NightBatch> runs, IEnumerable<CampaignRecord> campaigns) => runs
        .SelectMany(b => b.Findings).Where(f => f.Finding.IsExpected).Select(KeyOf)
        .Concat(campaigns.SelectMany(c => (c.Outcome?.Groups ?? []).Where(g => g.Exemplar.IsExpected).Select(g => (c.Target.Driver.Name, g.Fingerprint))))
        .ToHashSet();

    private static (string Driver, string Fingerprint) KeyOf(FindingObservation seen) => (seen.Finding.Driver, seen.Finding.Fingerprint);
}
