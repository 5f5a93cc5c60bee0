namespace Verifier.Binaries.Exceptions;

/// <summary>
/// Thrown where RtlUnwindEx would not return: a language handler has chosen the frame and the place at which execution goes on.
/// </summary>
internal sealed class UnwindRequested(ulong establisher, ulong target, ulong result) : Exception("A language handler asked for an unwind.")
{
    /// <summary>The frame.</summary>
    public ulong Establisher { get; } = establisher;

    /// <summary>The address.</summary>
    public ulong Target { get; } = target;

    /// <summary>The value of rax there.</summary>
    public ulong Result { get; } = result;
}
