using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>Findings as the entries of <c>expect:</c> that ask for exactly them.</summary>
internal static class ExpectedFindings
{
    /// <summary>An entry for each finding of a run; equal ones once.</summary>
    public static ImmutableArray<Expectation> Of(IEnumerable<Finding> findings, string driver) =>
        [.. findings.Select(f => Of(f, driver)).DistinctBy(e => (e.Finding, e.BugCheck, e.Status, e.Ddi))];

    private static Expectation Of(Finding finding, string driver) => new()
    {
        Driver = new Glob(driver),
        Finding = finding.Kind,
        BugCheck = finding is { Kind: FindingKind.BugCheck, BugCheck: { } stop } ? CodeOf(stop.Code) : null,
        Parameters = finding is { Kind: FindingKind.BugCheck, BugCheck: { Code: Kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION } verified } ? [verified.P1] : [],
        Status = finding.Kind == FindingKind.WrongStatus && finding.Status is { } status ? StatusOf(status) : null,
        Ddi = KernelNames.Instance.Ddis.Contains(finding.Ddi) ? new Glob(finding.Ddi) : null,
    };

    private static StopCode CodeOf(BugCheckCode code) => KernelNames.Instance.BugChecks.ContainsKey(code.ToString())
        ? new((uint)code, code.ToString())
        : new((uint)code, $"0x{(uint)code:X}");

    private static StatusCode StatusOf(NTSTATUS status) => KernelNames.Instance.Statuses.ContainsKey(status.Name)
        ? new(status.Value, status.Name)
        : new(status.Value, $"0x{status.Value:X8}");
}
