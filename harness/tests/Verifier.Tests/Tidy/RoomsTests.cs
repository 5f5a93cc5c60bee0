using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>harness/README.md names every project of the harness, and every folder in it.</summary>
public sealed class RoomsTests
{
    private const string Page = "harness/README.md";

    private static readonly Regex s_room = new(@"^### \[(?<name>[\w.]+)\]\((?<folder>[\w./-]+)\)$");
    private static readonly Regex s_folder = new(@"^\| `(?<folder>[\w.]+)` \|");

    [Test]
    public void Page_names_every_room_and_every_folder() => Offence.AssertNone(Find(Tree.Read(Page), Tree.Paths));

    [TestCase("### [A](src/A)", "### [A](src/A) does not name the folder Ex")]
    [TestCase("### [A](src/A)\n| `Ex` | x |\n| `Gone` | x |", "the folder Gone does not exist")]
    [TestCase("### [A](src/A)\n| `Ex` | x |\n### [B](src/B)", "the room B does not exist")]
    [TestCase("", "### [A](src/A) is missing")]
    public void Find_page_that_differs_from_the_tree_is_reported(string page, string what) =>
        Assert.That(FindInSample(page), Is.EqualTo(new[] { what }));

    [Test]
    public void Find_page_that_names_all_is_left_alone() => Assert.That(FindInSample("### [A](src/A)\ntext\n| `Ex` | x |"), Is.Empty);

    private static IEnumerable<string> FindInSample(string page) =>
        Find(new TreeFile(Page, page), ["harness/src/A/A.csproj", "harness/src/A/Ex/Pool.cs", "harness/src/A/Program.cs"]).Select(o => o.What);

    private static IEnumerable<Offence> Find(TreeFile page, IReadOnlyCollection<string> paths)
    {
        var rooms = paths.Where(path => path.StartsWith("harness/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetDirectoryName(path)!.Replace('\\', '/')["harness/".Length..], path => Path.GetFileNameWithoutExtension(path));
        var named = new HashSet<string>();
        var sections = Sections(page).ToList();
        foreach (var (line, name, folder, folders) in sections)
        {
            named.Add(folder);
            if (rooms.GetValueOrDefault(folder) != name)
            {
                yield return new Offence(page.Path, line, $"the room {name} does not exist", "Take it off the page");
                continue;
            }

            var there = FoldersOf($"harness/{folder}/", paths);
            foreach (var missing in there.Except(folders))
            {
                yield return new Offence(page.Path, line, $"### [{name}]({folder}) does not name the folder {missing}", "Add a row: what it holds");
            }

            foreach (var gone in folders.Except(there))
            {
                yield return new Offence(page.Path, line, $"the folder {gone} does not exist", "Take its row off the page");
            }
        }

        foreach (var (folder, name) in rooms.Where(room => !named.Contains(room.Key)))
        {
            yield return new Offence(page.Path, 1, $"### [{name}]({folder}) is missing", "Say what the room is, with a row for each folder");
        }
    }

    private static IEnumerable<(int Line, string Name, string Folder, IReadOnlyList<string> Folders)> Sections(TreeFile page)
    {
        var lines = page.Lines.ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (s_room.Match(lines[i].Text) is { Success: true } room)
            {
                var rows = lines.Skip(i + 1).TakeWhile(line => !line.Text.StartsWith('#')).Select(line => s_folder.Match(line.Text));
                yield return (lines[i].Number, room.Groups["name"].Value, room.Groups["folder"].Value,
                    [.. rows.Where(row => row.Success).Select(row => row.Groups["folder"].Value)]);
            }
        }
    }

    private static IReadOnlyList<string> FoldersOf(string room, IEnumerable<string> paths) =>
        [.. paths.Where(path => path.StartsWith(room, StringComparison.Ordinal))
            .Select(path => path[room.Length..].Split('/'))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0])
            .Distinct()];
}
