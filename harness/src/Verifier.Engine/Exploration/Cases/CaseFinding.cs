using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>A finding as plain data: what tables, files and groups need of it, and the token that shows it again.</summary>
public sealed record CaseFinding
{
    /// <summary>The kind.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The first line: what was made to fail, where, and what the driver did.</summary>
    public required string Title { get; init; }

    /// <summary>More lines.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The operation during which it was seen; empty outside of one.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>The DDI that failed or acquired what leaked; empty when there is none.</summary>
    public string Ddi { get; init; } = string.Empty;

    /// <summary>The DDI that <c>expect:</c> entries match: what leaked came from it, though another may have been made to fail.</summary>
    public string ExpectedDdi { get; init; } = string.Empty;

    /// <summary>The pool tag in question; null when there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>The bug check: its code and four parameters; empty when there is none.</summary>
    public ImmutableArray<ulong> BugCheck { get; init; } = [];

    /// <summary>The status in question; null when there is none.</summary>
    public uint? Status { get; init; }

    /// <summary>The call that was made to fail, in words; null when none was.</summary>
    public string? Injected { get; init; }

    /// <summary>Bytes that the call asked for; null when it asked for none.</summary>
    public ulong? Size { get; init; }

    /// <summary>Its position among the run's interceptable calls; 0 when none was made to fail.</summary>
    public long Ordinal { get; init; }

    /// <summary>The driver's frames at that call, innermost first.</summary>
    public ImmutableArray<DriverFrame> InjectedAt { get; init; } = [];

    /// <summary>The driver's frames where the machine stopped, or where it took memory that it did not initialise, innermost first; empty for neither.</summary>
    public ImmutableArray<DriverFrame> StoppedAt { get; init; } = [];

    /// <summary>Stands for the cause; see <see cref="Verdicts.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>A coarser one, which suggests what may be the same defect.</summary>
    public required string CoarseFingerprint { get; init; }

    /// <summary>The replay token of the run.</summary>
    public required string Token { get; init; }

    /// <summary>The reason why the script calls its site benign; null when it does not.</summary>
    public string? Benign { get; init; }

    /// <summary>Does an entry of <c>expect:</c> ask for it?</summary>
    public bool IsExpected { get; init; }

    /// <summary>The site as <c>benign:</c> entries match it: <c>DDI in Routine</c>.</summary>
    [JsonIgnore]
    public string Site => InjectedAt.IsEmpty ? Ddi : $"{Ddi} in {InjectedAt[0].Routine}";

    /// <summary>From a judged run.</summary>
    internal static CaseFinding Of(RunObservation run, Finding finding, string token)
    {
        var print = Verdicts.Fingerprint.Of(run, finding);
        return new CaseFinding
        {
            Kind = finding.Kind,
            Title = finding.Title,
            Details = [.. finding.Details, .. run.Plan.Driver.Stubs.Select(stub => stub.Sentence)],
            Operation = finding.Operation,
            Ddi = finding.Cause?.Ddi.Name ?? finding.Ddi,
            ExpectedDdi = finding.Ddi,
            Tag = finding.Tag,
            BugCheck = finding.BugCheck is { } stop ? [(ulong)stop.Code, stop.P1, stop.P2, stop.P3, stop.P4] : [],
            Status = finding.Status?.Value,
            Injected = finding.Cause?.ShapedText,
            Size = finding.Cause?.Size,
            Ordinal = finding.Cause?.Ordinal ?? 0,
            InjectedAt = [.. finding.Cause?.Stack.Frames ?? []],
            StoppedAt = [.. (finding.TakenAt ?? run.Stop?.Stack)?.Frames ?? []],
            Fingerprint = print.Text,
            CoarseFingerprint = print.Coarse,
            Token = token,
        };
    }

    /// <summary>As <see cref="ExpectationSet"/> reads it.</summary>
    public Finding ToFinding() => new()
    {
        Kind = Kind,
        Title = Title,
        Details = Details,
        Operation = Operation,
        Ddi = ExpectedDdi,
        Tag = Tag,
        BugCheck = BugCheck is [var code, var p1, var p2, var p3, var p4] ? new BugCheck((BugCheckCode)code, p1, p2, p3, p4) : null,
        Status = Status is { } status ? new NTSTATUS(status) : null,
    };
}
