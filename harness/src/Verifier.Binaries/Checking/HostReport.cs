using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Checking;

/// <summary>What a host can do for compiled drivers.</summary>
/// <param name="Problem">Why it cannot run them, in a sentence; null when it can.</param>
internal sealed record HostReport(string? Problem)
{
    /// <summary>What makes system calls of compiled code findings.</summary>
    public SystemCallGuardKind Guard { get; init; }
}
