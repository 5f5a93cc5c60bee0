namespace Verifier.Binaries.Host;

/// <summary>What a host can do for compiled drivers.</summary>
/// <param name="Problem">Why it cannot run them, in a sentence; null when it can.</param>
internal sealed record HostReport(string? Problem)
{
    /// <summary>System calls of compiled code are refused and become findings.</summary>
    public bool RefusesSystemCalls { get; init; }
}
