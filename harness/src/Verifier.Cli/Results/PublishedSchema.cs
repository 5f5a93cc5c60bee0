using System.Collections.Immutable;

namespace Verifier.Cli.Results;

/// <summary>The published schemas of what is printed and written, <c>harness/docs/schemas</c>: the program carries them.</summary>
internal static class PublishedSchema
{
    /// <summary>The names of the schemas; a file is called <c>NAME.schema.json</c>.</summary>
    public static ImmutableArray<string> Names { get; } = ["results", "campaign", "run", "night", "replay", "shrink", "analysis"];

    /// <summary>A schema.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream($"{name}.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
