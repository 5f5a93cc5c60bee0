namespace Verifier.Tests.Tidy;

/// <summary>The repository that these tests were built from, without what builds and runs leave in it.</summary>
internal static class Tree
{
    private static readonly HashSet<string> s_outputs =
        [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, from the root, with <c>/</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    /// <summary>The files under a folder (<c>""</c> for all) whose names end in one of <paramref name="endings"/>.</summary>
    public static IEnumerable<TreeFile> Files(string folder, params string[] endings) => Paths
        .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
        .Where(path => endings.Any(end => path.EndsWith(end, StringComparison.Ordinal)))
        .Select(Read);

    /// <summary>Reads one file.</summary>
    public static TreeFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }
        // Reports are output too, all but the page that says what they are.
        var folders = Directory.EnumerateDirectories(folder)
            .Where(path => !s_outputs.Contains(Path.GetFileName(path)) && Path.GetDirectoryName(path) != Path.Combine(Root, "reports"));
        foreach (var file in folders.SelectMany(Walk))
        {
            yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Verifier.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException($"no Verifier.sln above {AppContext.BaseDirectory}: build inside the repository");
    }
}
