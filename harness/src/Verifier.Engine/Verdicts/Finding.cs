using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>Something a driver did that it must not do, in words that need no knowledge of the harness.</summary>
public sealed record Finding
{
    /// <summary>The kind.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The first line: what was made to fail, where, and what the driver did.</summary>
    public required string Title { get; init; }

    /// <summary>More lines: parameters explained, resources listed, stacks.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The resources that the driver held and should not, with the place where it acquired each; empty for other kinds.</summary>
    public IReadOnlyList<HeldResource> Held { get; init; } = [];

    /// <summary>For <see cref="FindingKind.Uninitialized"/>: where the driver took the memory. Null for any other.</summary>
    internal DriverStack? TakenAt { get; init; }

    /// <summary>The operation during which it was seen; empty outside of one.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>The injected failure that led there; null when nothing was made to fail before.</summary>
    public Injection? Cause { get; init; }

    /// <summary>The bug check, for <see cref="FindingKind.BugCheck"/> and for a protocol violation the one it would be.</summary>
    public BugCheck? BugCheck { get; init; }

    /// <summary>The rule that was broken, in a word or two, where no bug check names it; empty otherwise.</summary>
    public string Rule { get; init; } = string.Empty;

    /// <summary>The status in question, for <see cref="FindingKind.WrongStatus"/>.</summary>
    public NTSTATUS? Status { get; init; }

    /// <summary>The pool tag in question, for a finding about memory that has one.</summary>
    public string? Tag { get; init; }

    /// <summary>The DDI that failed or acquired what leaked; empty when there is none.</summary>
    public string Ddi { get; init; } = string.Empty;

    /// <summary>The driver's part of the first line, without its cause. Null when the first line begins with no cause.</summary>
    internal string? What { get; init; }

    /// <summary>For a leak that stopped the machine: the DDI that acquired what is left. Null for any other.</summary>
    internal string? Acquired { get; init; }

    /// <summary>The routine of the driver that ran; empty when the kernel ran, or it was not asked for.</summary>
    internal string Routine { get; init; } = string.Empty;

    /// <summary>The same finding with other causes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="causes">The failures without which it does not come, in order; at least one.</param>
    /// <param name="others">Failures of the run without any of which it comes as well.</param>
    internal Finding With(RunObservation run, ImmutableArray<Injection> causes, int others)
    {
        var last = causes[^1];
        return this with
        {
            Cause = last,
            Title = What is null ? Title : $"{CauseText.Of(run, causes)}: {What}",
            Ddi = Kind == FindingKind.Leak ? Ddi : last.Ddi.Name,
            Details = [.. Details, .. CauseText.Others(run, causes, others)],
        };
    }
}
