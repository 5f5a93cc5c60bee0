using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// The facts by which two findings are the same defect: the driver, the kind of finding, the DDI that was made to fail, the innermost
/// routines of the driver there by name, the bug check, and the pool tag when it is about memory. No addresses, no line numbers: a moved
/// line keeps it. The coarse one leaves out where the fault was and keeps where it ended. Options of Driver Verifier by which the same
/// defect stops the machine change neither: a leak is a leak, and a broken rule is a broken rule.
/// </summary>
/// <param name="Text">16 hex digits.</param>
/// <param name="Coarse">16 hex digits.</param>
public sealed record Fingerprint(string Text, string Coarse)
{
    /// <summary>Routines of the driver that count; further out is who asked, not what went wrong.</summary>
    private const int Frames = 3;

    private const string BadFree = "bad free";

    /// <summary>The fingerprint of a finding of a run whose stacks were captured.</summary>
    public static Fingerprint Of(RunObservation run, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(finding);
        var driver = run.Plan.Driver.Name;
        var acquired = finding.Kind == FindingKind.Leak ? finding.Ddi : finding.Acquired;
        var kind = KindOf(finding);
        var bugCheck = acquired is null ? BugCheckOf(finding) : string.Empty;
        var shortage = finding is { Cause: null, TakenAt: null } && !run.Shortages.IsEmpty ? run.Shortages[^1] : null;
        var place = finding.Cause?.Stack ?? finding.TakenAt ?? shortage?.Stack;
        var frames = place is not null ? place.Frames.Take(Frames).Select(NameOf) : EndOf(run, finding, acquired, Frames);
        var ddi = NameOf(finding.Cause) ?? shortage?.Ddi.Name ?? acquired ?? finding.Ddi;
        var end = finding.TakenAt is { Frames: [var taken, ..] } ? NameOf(taken) : acquired ?? EndOf(run, finding, acquired, 1).FirstOrDefault(finding.Ddi);
        var tag = finding.Tag ?? string.Empty;
        return new Fingerprint(
            Hash([driver, kind, bugCheck, ddi, tag, .. frames]),
            Hash([driver, kind, bugCheck, end, tag]));
    }

    /// <summary>The fingerprint of a driver that took control from the harness: no run came to its end.</summary>
    public static Fingerprint OfUncontrolled(string driver, string how, FaultPoint? point)
    {
        var frames = point?.Frames.Take(Frames).Select(NameOf) ?? [];
        var kind = FindingWords.Of(FindingKind.Uncontrolled);
        return new Fingerprint(Hash([driver, kind, how, point?.Ddi ?? string.Empty, string.Empty, .. frames]), Hash([driver, kind, how, string.Empty, string.Empty]));
    }

    private static string KindOf(Finding finding) => FindingWords.Of(
        finding.Acquired is not null ? FindingKind.Leak : IsBrokenRule(finding) ? FindingKind.Protocol : finding.Kind);

    // Driver Verifier's own codes: without the option that stops the machine the same is a finding about a protocol.
    private static bool IsBrokenRule(Finding finding) => finding.Kind == FindingKind.Protocol || (finding.BugCheck is
    {
        Code: BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION or BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION or BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION,
    } stop && !IsBadFree(stop));

    // The driver's routines when the run ended; not known of a leak.
    private static IEnumerable<string> EndOf(RunObservation run, Finding finding, string? acquired, int most)
    {
        if (acquired is not null)
        {
            return [];
        }

        return IsBrokenRule(finding) ? finding.Routine.Length > 0 ? [finding.Routine] : [] : run.Stop?.Stack.Frames.Take(most).Select(NameOf) ?? [];
    }

    // A driver that copes with NULL and not with too few pages has another defect than one that does not cope with NULL.
    private static string? NameOf(Injection? cause) =>
        cause is { Rule.Origin: RuleOrigin.Point } && ShapeWords.IsShort(cause.Shape) ? $"{cause.Ddi.Name}/short" : cause?.Ddi.Name;

    private static string NameOf(DriverFrame frame) => $"{frame.Type}.{frame.Routine}";

    // What the pool calls a bad free by one code, Driver Verifier does by another (harness/docs/facts/bugchecks.md#what-the-driver-did,
    // 0xC2 and 0xC4).
    private static bool IsBadFree(BugCheck stop) =>
        stop is { Code: BugCheckCode.BAD_POOL_CALLER, P1: 0x42 or 0x43 or 0x44 or 0x46 or 0x47 or 0x48 or 0x99 }
            or { Code: BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, P1: 0x10 };

    // The first parameter says which rule was broken where the code alone does not.
    private static string BugCheckOf(Finding finding) => finding.BugCheck switch
    {
        null => finding.Rule,
        { } stop when IsBadFree(stop) => BadFree,
        { Code: BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION or BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION or BugCheckCode.BAD_POOL_CALLER } stop =>
            string.Create(CultureInfo.InvariantCulture, $"{(uint)stop.Code:X}/{stop.P1:X}"),
        { } stop => ((uint)stop.Code).ToString("X", CultureInfo.InvariantCulture),
    };

    private static string Hash(IEnumerable<string> parts)
    {
        var hash = parts.Aggregate(StableHash.Of(string.Empty), (h, part) => StableHash.Combine(h, part, 0));
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
