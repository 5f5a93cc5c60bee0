using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Something that a driver still held at a census: what, how many bytes, and which call acquired it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Bytes, where it has them.</param>
/// <param name="Tag">Pool tag, where it has one.</param>
/// <param name="AcquiredBy">The DDI that handed it out; null when the kernel did by itself.</param>
/// <param name="CallNumber">The number of that call in the run.</param>
/// <param name="Address">Its address or handle.</param>
public sealed record HeldResource(ResourceKind Kind, ulong Bytes, PoolTag Tag, string? AcquiredBy, long CallNumber, ulong Address)
{
    /// <summary>The place where the driver acquired it; null when the run was not asked.</summary>
    public Acquisition? Origin { get; init; }

    /// <summary>The routine that was given it without a call, and the operation's index; null for what a call handed out.</summary>
    internal (string Routine, int Operation)? GivenTo { get; init; }

    /// <summary>The rest of what is said of it: <c>, tag 'Abcd', from ExAllocatePoolWithTag</c>.</summary>
    internal string TagAndSource => TagText + (AcquiredBy is null ? string.Empty : $", from {AcquiredBy}");

    /// <summary>In words without where it came from: <c>pool block of 64 bytes, tag 'Abcd'</c>.</summary>
    public string What => $"{ResourceWords.Of(Kind)}{Size}{TagText}";

    /// <summary>In words: kind, bytes and tag, and where it came from.</summary>
    public override string ToString() => $"{ResourceWords.Of(Kind)}{Size}{TagAndSource}{Origin}";

    private string Size => Bytes > 0 ? $" of {Counted.Of(Bytes, ResourceWords.Unit(Kind))}" : string.Empty;

    private string TagText => Tag.Value != 0 ? $", tag '{Tag}'" : string.Empty;
}
