namespace Verifier.Cli.Results;

/// <summary>The published schema of a run in results.ndjson: <c>harness/docs/schemas/results.schema.json</c>, carried in the program.</summary>
internal static class ResultsSchema
{
    /// <summary>What every line says it is. A later version may add properties, but not change or drop any, under the same number.</summary>
    public const string Version = "verifier-results/1";

    /// <summary>The schema.</summary>
    public static string Text => Read("results.schema.json");

    /// <summary>A schema that the program carries.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(ResultsSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
