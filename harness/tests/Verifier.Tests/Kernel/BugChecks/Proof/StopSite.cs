namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>A place in the kernel's source that names a raiser.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Raiser">The method of Stops.</param>
/// <param name="Stop">The bug check that it makes.</param>
internal sealed record StopSite(string Place, string Raiser, ProvenStop Stop);
