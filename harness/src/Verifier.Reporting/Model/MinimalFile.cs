namespace Verifier.Reporting.Model;

/// <summary>The smallest scenario that shows a finding, as a file that the night wrote.</summary>
/// <param name="Path">The file as the user knows it.</param>
/// <param name="Command">The command that runs it, ready to be pasted.</param>
public sealed record MinimalFile(string Path, string Command);
