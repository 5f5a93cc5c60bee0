using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Messages;

/// <summary>
/// Checks that objects that were read as JSON have all their parts. A reader of JSON leaves members null that their types say are not.
/// </summary>
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

    private static bool IsWhole(FindingRecord? finding) => finding is not null && Enum.IsDefined(finding.Kind)
        && !finding.Details.IsDefault && !finding.Details.Contains(null!)
        && !finding.BugCheck.IsDefault && finding.BugCheck.Length is 0 or 5
        && (finding.Operation, finding.Ddi, finding.ExpectedDdi) is (not null, not null, not null)
        && finding.Failed is null or { Text: not null, Ddi: not null, Frames.IsDefault: false }
        && AreWhole(finding.Place) && AreWhole(finding.StoppedAt);

    private static bool AreWhole(ImmutableArray<FaultPoint> points) => !points.IsDefault && points.All(p => p is not null && AreWhole(p.Frames) && !p.MoreShapes.IsDefault);

    private static bool AreWhole(ImmutableArray<DriverFrame> frames) =>
        !frames.IsDefault && frames.All(frame => frame is { Routine: not null, Type: not null });
}
