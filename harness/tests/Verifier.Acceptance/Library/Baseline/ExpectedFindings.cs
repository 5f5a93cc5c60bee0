using System.Globalization;
using System.Text;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library.Baseline;

/// <summary>
/// The findings of explorations as lines that a person can review: a head with scenario and driver, then a line a finding with its kind,
/// the place of the failed call, the operation and the status or bug check. Findings whose lines are alike are one line.
/// </summary>
internal static class ExpectedFindings
{
    /// <summary>The lines of one scenario with one driver.</summary>
    public static string Of(string scenario, string driver, IEnumerable<CampaignOutcome> outcomes)
    {
        var lines = outcomes.SelectMany(outcome => outcome.Groups).Select(group => "  " + LineOf(group.Exemplar)).Distinct();
        var text = new StringBuilder($"{scenario} with {driver}\n");
        foreach (var line in lines.Order(StringComparer.Ordinal).DefaultIfEmpty("  quiet"))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string LineOf(CaseFinding finding) => string.Join(" | ",
    [
        FindingWords.Of(finding.Kind),
        finding.Site.Length > 0 ? finding.Site : "no failed call",
        finding.Operation.Length > 0 ? finding.Operation : "no operation",
        .. StatusOf(finding),
    ]);

    private static IEnumerable<string> StatusOf(CaseFinding finding)
    {
        if (finding.BugCheck is [var code, var first, ..])
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"0x{code:X}/{(first <= uint.MaxValue ? $"0x{first:X}" : "address")}");
        }

        if (finding.Status is { } status)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"0x{status:X8}");
        }
    }
}
