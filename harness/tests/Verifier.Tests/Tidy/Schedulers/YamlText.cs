using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>YAML for linters: which keys there are, and how problems name a place.</summary>
internal static class YamlText
{
    /// <summary>The one document of a text.</summary>
    /// <exception cref="YamlException">It is no YAML, or has a key twice.</exception>
    public static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The value of a key; null when there is none.</summary>
    public static YamlNode? Get(this YamlNode node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The text of a scalar; empty for anything else.</summary>
    public static string Text(this YamlNode? node) => (node as YamlScalarNode)?.Value ?? string.Empty;

    /// <summary>The entries of a sequence, or the only one; none without a node.</summary>
    public static IEnumerable<YamlNode> Entries(this YamlNode? node) => node is YamlSequenceNode list ? list : node is null ? [] : [node];

    /// <summary>The keys of a mapping.</summary>
    public static ImmutableArray<string> Keys(this YamlNode? node) => node is YamlMappingNode mapping ? [.. mapping.Children.Keys.Select(Text)] : [];

    /// <summary>A problem for each key that is not known, and for each that is needed and not there.</summary>
    public static IEnumerable<string> FindKeys(this YamlNode? node, string where, string[] known, params string[] needed)
    {
        var keys = node.Keys();
        return keys.Where(key => !known.Contains(key) && !needed.Contains(key)).Select(key => $"{where}: '{key}' is not known")
            .Concat(needed.Where(key => !keys.Contains(key)).Select(key => $"{where}: '{key}' is needed"));
    }
}
