using System.Globalization;

namespace Verifier.Acceptance.Library.Record;

/// <summary>A committed record: text files in a folder beside these tests, by their paths there.</summary>
/// <param name="name">The folder's name.</param>
internal sealed class GoldenFolder(string name)
{
    private const int MostFiles = 20, MostLines = 6;

    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";

    /// <summary>Where it is, from the repository's top folder.</summary>
    private string Place { get; } = $"harness/tests/Verifier.Acceptance/Library/Record/{name}";

    private string Folder => Repository.Path(Place);

    /// <summary>Compares files with the committed ones; writes them first if the environment says so.</summary>
    /// <param name="files">The files.</param>
    /// <param name="tests">The name of the tests.</param>
    public void AssertSame(IReadOnlyDictionary<string, IReadOnlyList<string>> files, string tests)
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Write(files);
        }

        var differences = Differences(files);
        Assert.That(differences, Is.Empty,
            $"{Place}: behaviour differs from the record. If every difference is meant, write it again, review it and list the differences in the commit: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Acceptance --filter Record.{tests}\n{differences}");
    }

    // Deletes all others.
    private void Write(IReadOnlyDictionary<string, IReadOnlyList<string>> files)
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        foreach (var (name, lines) in files)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
        }
    }

    // How the committed files differ from these, for a person: files with the first lines that differ. Empty when they do not.
    private string Differences(IReadOnlyDictionary<string, IReadOnlyList<string>> files)
    {
        var committed = Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), Read);
        var differing = files.Keys.Union(committed.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Lines: DifferencesOf(committed.GetValueOrDefault(name, []), files.GetValueOrDefault(name, []))))
            .Where(file => file.Lines.Count > 0)
            .ToList();
        var shown = differing.Take(MostFiles).Select(file => $"{file.Name}\n{string.Join('\n', file.Lines)}\n");
        return string.Concat(shown)
            + (differing.Count > MostFiles ? string.Create(CultureInfo.InvariantCulture, $"and {differing.Count - MostFiles} files more\n") : string.Empty);
    }

    private static string[] Read(string path) => File.ReadAllText(path).TrimEnd('\r', '\n').ReplaceLineEndings("\n").Split('\n');

    private static List<string> DifferencesOf(string[] before, IReadOnlyList<string> now)
    {
        var first = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        if (first == before.Length && first == now.Count)
        {
            return [];
        }

        if (before.Length == now.Count)
        {
            var pairs = before.Zip(now).Select((pair, i) => (pair.First, pair.Second, Number: i + 1)).Where(pair => pair.First != pair.Second).ToList();
            return
            [
                string.Create(CultureInfo.InvariantCulture, $"  {pairs.Count} of {now.Count} lines differ, the first is line {first + 1}"),
                .. pairs.Take(MostLines).SelectMany(pair => new[] { "  - " + pair.First, "  + " + pair.Second }),
            ];
        }

        // Lines came or went: what stands between the equal beginning and the equal end.
        var end = before.Skip(first).Reverse().Zip(now.Skip(first).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"  from line {first + 1}: {before.Length - end - first} lines were, {now.Count - end - first} are"),
            .. before.Take(before.Length - end).Skip(first).Take(MostLines).Select(line => "  - " + line),
            .. now.Take(now.Count - end).Skip(first).Take(MostLines).Select(line => "  + " + line),
        ];
    }
}
