using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>A call that was made to fail, as plain data.</summary>
public sealed record FailedCall
{
    /// <summary>The call in words: DDI, size and tag where it has them, and the shape where it did not fail in its first one.</summary>
    public required string Text { get; init; }

    /// <summary>Position among the run's interceptable calls, 1-based.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The DDI.</summary>
    public required string Ddi { get; init; }

    /// <summary>Bytes that the call asked for; null when it asked for none.</summary>
    public ulong? Size { get; init; }

    /// <summary>The pool tag; null for a DDI without one.</summary>
    public string? Tag { get; init; }

    /// <summary>IRQL at the call.</summary>
    public byte Irql { get; init; }

    /// <summary>The shape of the failure; null when no failure was seen, because the driver took control.</summary>
    public FailureShape? Shape { get; init; }

    /// <summary>The rule that made it fail; null when no failure was seen, because the driver took control.</summary>
    public string? Rule { get; init; }

    /// <summary>The driver's frames, innermost first.</summary>
    public ImmutableArray<DriverFrame> Frames { get; init; } = [];

    /// <summary>The plain data of an injection.</summary>
    internal static FailedCall Of(Injection injection) => new()
    {
        Text = injection.ShapedText,
        Ordinal = injection.Ordinal,
        Ddi = injection.Ddi.Name,
        Size = injection.Size,
        Tag = injection.Tag?.ToString(),
        Irql = (byte)injection.Irql,
        Shape = injection.Shape,
        Rule = injection.Rule.Name,
        Frames = [.. injection.Stack.Frames],
    };

    /// <summary>The call at a fault point that a run was to fail, when it is not known how the run went.</summary>
    internal static FailedCall Of(FaultPoint point) => new()
    {
        Text = CallText.Of(point.Ddi, point.Size, point.Tag),
        Ordinal = point.Ordinal,
        Ddi = point.Ddi,
        Size = point.Size,
        Tag = point.Tag,
        Irql = point.Irql,
        Frames = point.Frames,
    };
}
