using System.Globalization;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Acceptance.Library.Record;

/// <summary>Findings, one a line: kind, DDI, operation, status or bug check, place, and the identity that histories keep.</summary>
internal static class FindingLines
{
    /// <summary>A finding of a run.</summary>
    public static string Of(RunObservation run, Finding finding, bool isExpected)
    {
        var print = Fingerprint.Of(run, finding);
        var place = (finding.Cause?.Stack ?? run.Stop?.Stack)?.Frames ?? [];
        return Join(
            finding.Kind, isExpected, finding.Cause?.ShapedText, finding.Ddi, finding.Tag, finding.Operation, finding.Status, BugCheckOf(finding.BugCheck),
            finding.Rule, place, print.Text, print.Coarse, null);
    }

    /// <summary>A finding of an exploration.</summary>
    public static string Of(FindingRecord finding) => Join(
        finding.Kind, finding.IsExpected, finding.Failed?.Text, finding.ExpectedDdi, finding.Tag, finding.Operation,
        finding.Status is { } status ? new NTSTATUS(status) : null,
        BugCheckOf(finding.BugCheck), string.Empty, finding.Place, finding.Fingerprint,
        finding.CoarseFingerprint, finding.Benign);

    /// <summary>What a driver holds and should not, with the place where it acquired it.</summary>
    public static string Of(HeldResource held) => string.Create(CultureInfo.InvariantCulture, $"held: {held}, call {held.CallNumber}");

    /// <summary>Frames, innermost first; the first one with file and line.</summary>
    public static string Of(IReadOnlyList<DriverFrame> frames) =>
        frames.Count == 0 ? string.Empty : string.Join(" < ", frames.Skip(1).Select(f => f.Routine).Prepend(frames[0].ToString()));

    private static string Join(
        FindingKind kind, bool isExpected, string? call, string ddi, string? tag, string operation, NTSTATUS? status, string bugCheck, string rule,
        IReadOnlyList<DriverFrame> place, string fingerprint, string coarse, string? benign) => string.Join(" | ", new[]
        {
            FindingWords.Of(kind), isExpected ? "expected" : "not expected", call ?? "no failed call", ddi, tag is null ? string.Empty : $"'{tag}'", operation,
            status?.ToString() ?? string.Empty, bugCheck, rule, Of(place), $"{fingerprint} {coarse}", benign is null ? string.Empty : $"benign: {benign}",
        }.Where(part => part.Length > 0));

    private static string BugCheckOf(BugCheck? stop) => stop is { } s ? BugCheckOf([(ulong)s.Code, s.P1, s.P2, s.P3, s.P4]) : string.Empty;

    private static string BugCheckOf(IReadOnlyList<ulong> values) => values.Count == 0 ? string.Empty : $"{(BugCheckCode)values[0]} {Lines.Values(values.Skip(1))}";
}
