namespace Verifier.Kernel;

/// <summary>A broken rule of the I/O, IRQL, lock or DMA protocols: the bug check Driver Verifier would make of it, and plain English.</summary>
internal sealed record ProtocolViolation(BugCheck Stop, string Text)
{
    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<Origin> About { get; init; } = [];

    /// <summary>The stop code.</summary>
    public BugCheckCode Code => Stop.Code;

    /// <summary>The first parameter.</summary>
    public ulong P1 => Stop.P1;

    /// <summary>The second parameter.</summary>
    public ulong P2 => Stop.P2;

    /// <summary>The third parameter.</summary>
    public ulong P3 => Stop.P3;

    /// <summary>The fourth parameter.</summary>
    public ulong P4 => Stop.P4;
}
