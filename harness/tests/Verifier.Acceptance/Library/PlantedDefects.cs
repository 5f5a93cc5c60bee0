using YamlDotNet.RepresentationModel;

namespace Verifier.Acceptance.Library;

/// <summary>The ground truth: every planted defect of every driver model.</summary>
internal static class PlantedDefects
{
    private static readonly string Compiled = Repository.Path("drivers-under-test", "compiled");

    /// <summary>All of them; those of the compiled drivers are apart, because compiled drivers run in worker processes only.</summary>
    public static IReadOnlyList<PlantedDefect> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Path("drivers-under-test"), "defects.yaml", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(Compiled + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(Read),
    ];

    private static IEnumerable<PlantedDefect> Read(string path)
    {
        using var reader = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        if (yaml.Documents.Count == 0)
        {
            yield break;
        }

        foreach (var entry in ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Cast<YamlMappingNode>())
        {
            string Value(string key) => ((YamlScalarNode)entry.Children[new YamlScalarNode(key)]).Value!;
            yield return new PlantedDefect(Value("driver"), Value("kind"), Value("site"), "scenarios/" + Value("scenario"));
        }
    }
}
