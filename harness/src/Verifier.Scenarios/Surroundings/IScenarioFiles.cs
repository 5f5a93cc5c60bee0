namespace Verifier.Scenarios.Surroundings;

/// <summary>The one way by which a script reaches files: those of its own folder, for <c>file:</c> data.</summary>
public interface IScenarioFiles
{
    /// <summary>
    /// Reads a file of the scenario's folder. The path has been checked: relative, forward slashes, no <c>..</c>, no drive or stream
    /// colon. An implementation over a file system must still refuse symbolic links that lead out of the folder
    /// (<see cref="ScenarioFolder"/> does).
    /// </summary>
    /// <param name="relativePath">Path relative to the scenario's folder, with forward slashes.</param>
    /// <param name="maximumLength">Longest content that is of use, in bytes.</param>
    /// <returns>The content, or why it cannot be had.</returns>
    ScenarioFileContent Read(string relativePath, int maximumLength);
}
