namespace Verifier.Workers.Loading;

/// <summary>A script on disk.</summary>
/// <param name="FullPath">Its path on disk.</param>
/// <param name="DisplayPath">As it is shown, and as replay tokens carry it.</param>
internal sealed record ScenarioFile(string FullPath, string DisplayPath);
