using System.Collections.Immutable;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Scenarios.Binding;

/// <summary>The files a script takes data from, each read once and all together bounded.</summary>
/// <param name="files">The source of the files.</param>
internal sealed class DataFiles(IScenarioFiles files)
{
    /// <summary>Most bytes a script may take from all its files.</summary>
    public const int MaximumTotal = 64 * 1024 * 1024;

    private readonly Dictionary<string, ImmutableArray<byte>> _contents = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private int _remaining = MaximumTotal;

    /// <summary>The files that were read, in the order of the script.</summary>
    public IEnumerable<(string Path, ImmutableArray<byte> Bytes)> All => _order.Select(path => (path, _contents[path]));

    /// <summary>Reads a file.</summary>
    /// <param name="path">Relative path, forward slashes.</param>
    /// <param name="maximumLength">Longest content that is of use, in bytes.</param>
    /// <returns>The content, or why it cannot be had.</returns>
    public (ImmutableArray<byte> Bytes, string? Problem) Read(string path, int maximumLength)
    {
        if (_contents.TryGetValue(path, out ImmutableArray<byte> known))
        {
            return (known, null);
        }

        ScenarioFileContent content = files.Read(path, Math.Min(maximumLength, _remaining));
        if (content.Bytes is not { } bytes)
        {
            return ([], content.Problem);
        }

        if (bytes.Length > Math.Min(maximumLength, _remaining))
        {
            int allowed = Math.Min(maximumLength, _remaining);
            return ([], FormattableString.Invariant($"has {bytes.Length} bytes, more than the {allowed} allowed"));
        }

        _remaining -= bytes.Length;
        _order.Add(path);
        return (_contents[path] = [.. bytes.Span], null);
    }
}
