namespace Verifier.Kernel;

/// <summary>A broken rule of the I/O, IRQL, lock or DMA protocols: the bug check Driver Verifier would make of it, and plain English.</summary>
internal sealed record ProtocolViolation(BugCheckCode Code, ulong P1, ulong P2, ulong P3, ulong P4, string Text)
{
    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<Origin> About { get; init; } = [];
}
