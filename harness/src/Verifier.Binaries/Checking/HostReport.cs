using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Checking;

/// <summary>The abilities of a host for compiled drivers.</summary>
/// <param name="Problem">The reason why it cannot run them, in a sentence; null if it can.</param>
internal sealed record HostReport(string? Problem)
{
    /// <summary>The guard that turns system calls of compiled code into findings.</summary>
    public SystemCallGuardKind Guard { get; init; }
}
