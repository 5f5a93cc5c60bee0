using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>One call that was made to fail: what, where, by which rule, in which shape.</summary>
public sealed record Injection
{
    /// <summary>Position among the run's interceptable calls, 1-based: the fault point.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Position among all the driver's calls, 1-based: the trace event.</summary>
    public required long CallNumber { get; init; }

    /// <summary>The DDI that failed.</summary>
    public required Ddi Ddi { get; init; }

    /// <summary>The shape of the failure.</summary>
    public required FailureShape Shape { get; init; }

    /// <summary>The status returned or raised; what a NULL stands for otherwise.</summary>
    public required NTSTATUS Status { get; init; }

    /// <summary>The rule that said so.</summary>
    public required PlannedRule Rule { get; init; }

    /// <summary>Bytes asked for; null for a DDI that asks for none.</summary>
    public ulong? Size { get; init; }

    /// <summary>The pool tag; null for a DDI without one.</summary>
    public PoolTag? Tag { get; init; }

    /// <summary>IRQL at the call.</summary>
    public required KIRQL Irql { get; init; }

    /// <summary>Virtual time in 100 ns since boot.</summary>
    public required long Time { get; init; }

    /// <summary>The workload's operation in progress, by index; -1 outside of one.</summary>
    public required int Operation { get; init; }

    /// <summary>The driver's frames, innermost first.</summary>
    public required DriverStack Stack { get; init; }

    /// <summary>The call in words: DDI, size and tag where it has them.</summary>
    public string CallText => Observation.CallText.Of(Ddi.Name, Size, Tag?.ToString());

    /// <summary>The call in words, with the shape where it did not fail in its first one.</summary>
    public string ShapedText => ShapeWords.Of(Shape) is { } word ? $"{CallText}, {word}" : CallText;
}
