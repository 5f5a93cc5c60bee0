using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Scenarios;

/// <summary>Files that exist only in memory; notes what was asked for.</summary>
internal sealed class SampleFiles : IScenarioFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    public SampleFiles With(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }

    public ScenarioFileContent Read(string relativePath, int maximumLength)
    {
        Asked.Add(relativePath);
        return _files.TryGetValue(relativePath, out byte[]? content)
            ? ScenarioFileContent.Of(content)
            : ScenarioFileContent.Refused("does not exist");
    }
}
