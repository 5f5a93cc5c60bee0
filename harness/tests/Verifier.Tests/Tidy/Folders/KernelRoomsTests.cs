using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy.Folders;

/// <summary>ARCHITECTURE.md lists the folders of the kernel from low to high: each uses only those in rows above its own.</summary>
public sealed class KernelRoomsTests
{
    private const string Page = "harness/docs/ARCHITECTURE.md";
    private const string Title = "## The rooms of the kernel";
    private const string Folder = "harness/src/Verifier.Kernel/";

    private static readonly Regex s_name = new(@"`(?<name>\w+)`");

    [Test]
    public void Folders_use_only_those_in_rows_above_their_own()
    {
        var graph = FolderGraph.Of("Verifier.Kernel", Folder, Tree.Files(Folder, ".cs"));
        var lines = Tree.Read(Page).Lines.Select(line => line.Text);
        Assert.That(Find(lines, graph.Arrows.Keys), Is.Empty, $"in the first table of {Page} under \"{Title}\"");
    }

    [TestCase("| `A` | x |", "| `B` | x |", "A -> B")]
    [TestCase("| `A`, `B` | x |", "", "A -> B")]
    [TestCase("| `B` | x |", "", "A is missing")]
    public void Find_folder_that_uses_a_higher_one_is_reported(string first, string second, string expected) =>
        Assert.That(Find([Title, "| room |", "|---|", first, second], [new Arrow("A", "B")]), Is.EqualTo(new[] { expected }));

    [Test]
    public void Find_order_that_is_kept_is_left_alone() =>
        Assert.That(Find([Title, "| `B` | x |", "| `A` | `A` |", "", "| `C` |"], [new Arrow("A", "B")]), Is.Empty);

    private static IEnumerable<string> Find(IEnumerable<string> lines, IEnumerable<Arrow> arrows)
    {
        var rows = lines.SkipWhile(line => line != Title)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Select((line, number) => (Names: s_name.Matches(line.Split('|')[1]).Select(match => match.Groups["name"].Value), number));
        var order = rows.SelectMany(row => row.Names.Select(name => (name, row.number))).ToDictionary(row => row.name, row => row.number);
        var all = arrows.ToList();
        var missing = all.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Where(name => !order.ContainsKey(name)).ToList();
        return missing.Select(name => $"{name} is missing")
            .Concat(all.Where(arrow => !missing.Contains(arrow.From) && !missing.Contains(arrow.To) && order[arrow.To] >= order[arrow.From])
                .Select(arrow => arrow.ToString()));
    }
}
