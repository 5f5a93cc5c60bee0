using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The part of a finding that is the same in a run with fewer faults: all but its cause.</summary>
internal readonly record struct FindingMark(
    FindingKind Kind, BugCheckCode? Code, ulong Parameter, string Operation, string? Tag, string Acquired, NTSTATUS? Status, string Place)
{
    /// <summary>The mark of a finding.</summary>
    public static FindingMark Of(RunObservation run, Finding finding) => new(
        finding.Kind,
        finding.BugCheck?.Code,
        finding.BugCheck?.P1 ?? 0,
        finding.Operation,
        finding.Tag,
        finding.Kind == FindingKind.Leak ? finding.Ddi : finding.Acquired ?? string.Empty,
        finding.Status,
        finding.BugCheck is not null && run.Stop is { Stack.Frames: [var frame, ..] } ? $"{frame.Type}.{frame.Routine}" : finding.Routine);
}
