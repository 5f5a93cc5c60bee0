namespace Verifier.Kernel;

// A table that is embedded in this assembly: one row a line, a tab between cells, '#' before a comment. Verifier.Generators has checked
// its rows when the assembly was compiled.
internal static class EmbeddedTable
{
    /// <summary>The cells of each row.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split('\t');
            }
        }
    }
}
