using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>Links lead somewhere, no page speaks of one person's machine, and the README's commands are the ones CI runs.</summary>
public sealed class DocumentsTests
{
    private static readonly Regex s_link = new(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)");
    private static readonly Regex s_code = new("`[^`]*`");
    private static readonly Regex s_source = new(@"`(harness/src/)?(?<path>Verifier\.\w+/[\w./]+\.cs)`");
    private static readonly Regex s_elsewhere = new(@"^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase);
    private static readonly Regex s_localPath = new(@"(?<![\w.:/~-])/(work|home|root|tmp|Users)/|\b[A-Za-z]:\\Users\\");

    [Test]
    public void Tree_has_no_dead_links() =>
        Offence.AssertNone(Tree.Files("", ".md").SelectMany(file => FindDeadLinks(file, Exists, Headings.Of)));

    [Test]
    public void Tree_names_only_source_files_that_exist() =>
        Offence.AssertNone(Tree.Files("", ".md").SelectMany(file => FindDeadSources(file, Exists)));

    [Test]
    public void Tree_has_no_paths_of_one_machine() => Offence.AssertNone(Tree.Files("", ".md").SelectMany(FindLocalPaths));

    [Test]
    public void Readme_has_the_test_command_of_ci()
    {
        Assert.That(Tree.Read("README.md").Lines.Select(line => line.Text), Has.One.EqualTo("dotnet test"));
        Assert.That(Tree.Read(".ci/run").Text, Does.Match(@"(?m)^dotnet test 2>&1"));
    }

    [Test]
    public void Readme_has_the_run_command() => Assert.That(
        Tree.Read("README.md").Lines.Select(line => line.Text),
        Has.One.EqualTo("dotnet run --project harness/src/Verifier.Cli -- run scenarios"));

    [TestCase("see [a](missing.md)", 1)]
    [TestCase("\nsee ![a](missing.png \"title\")", 2)]
    [TestCase("see [a](../b.md#nowhere)", 1)]
    [TestCase("see [a](#nowhere)", 1)]
    [TestCase("see [a](../../outside.md)", 1)]
    public void FindDeadLinks_dead_link_is_reported(string text, int line) =>
        Assert.That(FindInSample(text).Single().Line, Is.EqualTo(line));

    [TestCase("see [a](../b.md#why-it-is-so-2-reasons) and [b](../b.md)")]
    [TestCase("see [a](https://example.org/missing.md), `[x](y)`")]
    [TestCase("```\n[x](y)\n```")]
    public void FindDeadLinks_live_link_is_left_alone(string text) =>
        Assert.That(FindInSample(text), Is.Empty);

    [TestCase("see `Verifier.Engine/Gone/File.cs`", 1)]
    [TestCase("see `Verifier.Engine/Here.cs` and `harness/tests/Here.cs`, `Verifier.Engine`", 0)]
    public void FindDeadSources_reports_files_that_do_not_exist(string text, int count) =>
        Assert.That(
            FindDeadSources(new TreeFile("A.md", text), path => path.EndsWith("Verifier.Engine/Here.cs", StringComparison.Ordinal)).Count(),
            Is.EqualTo(count));

    [TestCase("stands in /home/me/src", 1)]
    [TestCase("stands in `/tmp/x`", 1)]
    [TestCase("stands in C:\\Users\\me", 1)]
    [TestCase("stands in harness/work/x or https://example.org/home/x", 0)]
    public void FindLocalPaths_reports_paths_of_one_machine(string text, int count) =>
        Assert.That(FindLocalPaths(new TreeFile("A.md", text)).Count(), Is.EqualTo(count));

    private static IEnumerable<Offence> FindInSample(string text) => FindDeadLinks(
        new TreeFile("docs/a.md", text),
        path => path is "docs/a.md" or "b.md",
        path => path is "b.md" ? ["why-it-is-so-2-reasons"] : []);

    private static IEnumerable<Offence> FindDeadLinks(
        TreeFile file, Func<string, bool> exists, Func<string, IEnumerable<string>> headings)
    {
        var folder = Path.GetDirectoryName(file.Path)!;
        foreach (var (number, line) in Prose(file))
        {
            var targets = s_link.Matches(line).Select(match => match.Groups["target"].Value);
            foreach (var target in targets.Where(target => !s_elsewhere.IsMatch(target)))
            {
                var parts = target.Split('#', 2);
                var path = parts[0].Length == 0 ? file.Path : Resolve(Path.Combine(folder, parts[0]));
                if (!exists(path))
                {
                    yield return new Offence(file.Path, number, $"{target} does not exist", "Repair the link");
                }
                else if (parts.Length == 2 && !headings(path).Contains(parts[1]))
                {
                    yield return new Offence(file.Path, number, $"{target} is no heading", "Repair the part after #");
                }
            }
        }
    }

    // Pages name a source file from the folder of projects on.
    private static IEnumerable<Offence> FindDeadSources(TreeFile file, Func<string, bool> exists) =>
        from line in file.Lines
        from path in s_source.Matches(line.Text).Select(match => match.Groups["path"].Value)
        where !exists("harness/src/" + path)
        select new Offence(file.Path, line.Number, $"{path} does not exist", "Name the file where it is now");

    private static IEnumerable<Offence> FindLocalPaths(TreeFile file) =>
        from line in file.Lines
        where s_localPath.IsMatch(line.Text)
        select new Offence(file.Path, line.Number, "a path of one machine", "Write it from the repository root");

    // The lines of a page without its code: what looks like a link there is not one.
    private static IEnumerable<(int Number, string Text)> Prose(TreeFile file)
    {
        var inCode = false;
        foreach (var (number, line) in file.Lines)
        {
            var fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            inCode ^= fence;
            if (!inCode && !fence)
            {
                yield return (number, s_code.Replace(line, ""));
            }
        }
    }

    // A path that climbs out of the repository keeps its "..".
    private static string Resolve(string path) =>
        Path.GetRelativePath(Tree.Root, Path.GetFullPath(Path.Combine(Tree.Root, path))).Replace('\\', '/');

    private static bool Exists(string path) =>
        !path.StartsWith("..", StringComparison.Ordinal) && Path.Exists(Path.Combine(Tree.Root, path));
}
