namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>A place in the kernel's source that raises a stop.</summary>
/// <param name="Place">File and line of the raise.</param>
/// <param name="Stop">What it raises; null when the source does not tell the code or the sub-code.</param>
internal sealed record StopSite(string Place, ProvenStop? Stop);
