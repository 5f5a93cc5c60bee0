using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;

namespace Verifier.Workers.Messages;

/// <summary>Can what was read as JSON be what this program wrote? Readers of JSON take less for granted than the types promise.</summary>
internal static class Wholeness
{
    /// <summary>True if a result has all its parts.</summary>
    public static bool IsWhole(this CaseResult result) => Enum.IsDefined(result.Verdict)
        && !result.Findings.IsDefault && result.Findings.All(IsWhole)
        && result.Unmet is null or { Sentence: not null, Token: not null }
        && result.Fallback is null or { Attempt: not null }
        && AreWhole(result.MorePoints);

    /// <summary>True if a golden run has all its parts.</summary>
    public static bool IsWhole(this GoldenRecord golden) => golden.Token is not null && AreWhole(golden.Points)
        && !golden.Remarks.IsDefault && !golden.Remarks.Contains(null!) && !golden.Findings.IsDefault && golden.Findings.All(IsWhole);

    private static bool IsWhole(CaseFinding? finding) => finding is not null && Enum.IsDefined(finding.Kind)
        && !finding.Details.IsDefault && !finding.Details.Contains(null!)
        && !finding.BugCheck.IsDefault && finding.BugCheck.Length is 0 or 5
        && (finding.Operation, finding.Ddi, finding.ExpectedDdi) is (not null, not null, not null)
        && AreWhole(finding.InjectedAt) && AreWhole(finding.StoppedAt);

    private static bool AreWhole(ImmutableArray<FaultPoint> points) => !points.IsDefault && points.All(p => p is not null && AreWhole(p.Frames) && !p.MoreShapes.IsDefault);

    private static bool AreWhole(ImmutableArray<DriverFrame> frames) =>
        !frames.IsDefault && frames.All(frame => frame is { Routine: not null, Type: not null });
}
