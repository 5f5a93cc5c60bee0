namespace Verifier.Scenarios.Surroundings;

/// <summary>
/// The files of one folder on disk. Symbolic links and other reparse points below the folder are refused wherever they lead, so that
/// nothing outside it can be read; the folder itself may be reached through one.
/// </summary>
/// <param name="path">The folder that holds the scenario.</param>
public sealed class ScenarioFolder(string path) : IScenarioFiles
{
    private readonly string _root = Path.GetFullPath(path);

    /// <inheritdoc/>
    public ScenarioFileContent Read(string relativePath, int maximumLength)
    {
        ArgumentNullException.ThrowIfNull(relativePath);
        try
        {
            return Refusal(relativePath) is { } problem ? ScenarioFileContent.Refused(problem) : ReadInside(relativePath, maximumLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ScenarioFileContent.Refused($"cannot be read ({exception.GetType().Name})");
        }
    }

    private string? Refusal(string relativePath)
    {
        string current = _root;
        foreach (string segment in relativePath.Split('/'))
        {
            if (segment is "" or "." or ".." || Path.IsPathRooted(segment))
            {
                return "lies outside the scenario's folder";
            }

            current = Path.Combine(current, segment);
            var entry = new FileInfo(current);
            if (entry.LinkTarget is not null || (entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            {
                return "is reached through a symbolic link, which is refused";
            }
        }

        return null;
    }

    private ScenarioFileContent ReadInside(string relativePath, int maximumLength)
    {
        var file = new FileInfo(Path.Combine(_root, relativePath));
        if (!file.Exists)
        {
            return ScenarioFileContent.Refused(Directory.Exists(file.FullName) ? "is a folder" : "does not exist");
        }

        if (file.Length > maximumLength)
        {
            string problem = FormattableString.Invariant($"has {file.Length} bytes, more than the {maximumLength} allowed");
            return ScenarioFileContent.Refused(problem);
        }

        // A pipe or device reports length 0 and might block for ever once opened: what has no length is never opened.
        return ScenarioFileContent.Of(file.Length == 0 ? [] : File.ReadAllBytes(file.FullName));
    }
}
