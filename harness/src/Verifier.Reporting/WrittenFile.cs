namespace Verifier.Reporting;

/// <summary>One file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record WrittenFile(string Path, long Size);
