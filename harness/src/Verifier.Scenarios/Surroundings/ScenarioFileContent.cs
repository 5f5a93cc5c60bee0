namespace Verifier.Scenarios.Surroundings;

/// <summary>Answer of <see cref="IScenarioFiles.Read"/>: a file's bytes, or a sentence that says why there are none.</summary>
public sealed record ScenarioFileContent
{
    private ScenarioFileContent(ReadOnlyMemory<byte>? bytes, string? problem)
    {
        Bytes = bytes;
        Problem = problem;
    }

    /// <summary>The content; null if it could not be had.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>
    /// The reason why there is no content, to be read after "the file …", such as "does not exist"; null if there is content.
    /// </summary>
    public string? Problem { get; }

    /// <summary>A file that was read.</summary>
    /// <param name="bytes">Its content.</param>
    /// <returns>The answer.</returns>
    public static ScenarioFileContent Of(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new ScenarioFileContent(bytes, null);
    }

    /// <summary>A file that could not or may not be read.</summary>
    /// <param name="problem">The reason, to be read after "the file …".</param>
    /// <returns>The answer.</returns>
    public static ScenarioFileContent Refused(string problem) => new(null, problem);
}
