namespace Verifier.History;

/// <summary>The SQLite engine in use.</summary>
/// <param name="Library">Name of the native library.</param>
/// <param name="Version">Its version: <c>3.40.1</c>.</param>
/// <param name="IsSystem">True if it is the operating system's own, which the system keeps patched.</param>
public sealed record HistoryEngine(string Library, string Version, bool IsSystem);
