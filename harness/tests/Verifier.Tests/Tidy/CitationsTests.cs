using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>
/// What a comment or a message cites can be opened: a page of this repository by its path, with the heading behind #, a decision of the
/// architecture by its number. Sources of drivers in C are left out: their line numbers are in committed binaries.
/// </summary>
public sealed class CitationsTests
{
    private const string Docs = "harness/docs/";
    private const string Decisions = Docs + "ARCHITECTURE.md";

    private static readonly string[] s_endings =
        [".cs", ".md", ".yaml", ".csproj", ".props", ".targets", ".ps1", ".sh", ".tsv", ".txt", ".ci/run"];

    // A list of headings may go on in the next line of the comment.
    private static readonly Regex s_path =
        new(@"(?<![\w/.-])(?<path>(harness|drivers-under-test|scenarios)/[\w./-]+\.md)(?<headings>#[\w-]+(,[\s/]+#[\w-]+)*)?");

    private static readonly Regex s_name = new(@"(?<![\w/.-])(?<name>[A-Z][A-Z-]+\.md)(?![\w#])( (?<decisions>D\d+(, D\d+)*))?");
    private static readonly Regex s_bareDecision = new(@"\b[Dd]ecisions? D\d|\((D\d+(, )?)+\)");
    private static readonly Regex s_unknownPage = new(@"(?<![\w/.-])(?<path>[\w./-]+\.md)\b");
    private static readonly Regex s_comment = new(@"(?<!:)//.*");
    private static readonly Regex s_section = new(@"\.md,? §");

    // Pages that the program writes and its messages name, and the page that a driver's folder has.
    private static readonly string[] s_written = ["summary.md", "README.md"];

    [Test]
    public void Tree_cites_what_can_be_opened() => Offence.AssertNone(Tree.Files("", s_endings).SelectMany(Find));

    [TestCase("no.md", "no such page")]
    [TestCase("facts/memory.md#no-such-heading", "no such heading")]
    [TestCase("facts/memory.md#pool-types, #no-such-heading", "no such heading")]
    [TestCase("facts/memory.md#pool-types,\n/// #no-such-heading", "no such heading")]
    public void Find_path_that_leads_nowhere_is_reported(string page, string what) =>
        Assert.That(What("\n/// (" + Docs + page + ")"), Is.EqualTo(new[] { $"2: {what}" }));

    // With ~ for the dot and | for nothing, or this file would offend.
    [TestCase("/// (NOWHERE~md)", "no such page")]
    [TestCase("/// (ARCHITECTURE~md D99)", "no such decision")]
    [TestCase("/// (ARCHITECTURE~md D1, D99)", "no such decision")]
    [TestCase("/// (deci|sion D4)", "a decision without its page")]
    [TestCase("/// (D|4)", "a decision without its page")]
    [TestCase("/// (facts/wdm-io~md)", "a page that is not in the repository")]
    [TestCase("// wdm-io~md says so", "a page that is not in the repository")]
    [TestCase("/// harness/docs/facts/memory~md §2", "a section by its number")]
    public void Find_citation_that_cannot_be_opened_is_reported(string text, string what) =>
        Assert.That(What(text.Replace('~', '.').Replace("|", "", StringComparison.Ordinal)), Is.EqualTo(new[] { $"1: {what}" }));

    [TestCase("/// (harness/docs/facts/memory.md#pool-types, #tags) and harness/docs/facts/io.md")]
    [TestCase("/// https://example.org/wdm.md")]
    [TestCase("/// (ARCHITECTURE.md D4, D9), FIDELITY.md, summary.md")]
    [TestCase("Write($\"{i:D4}\", \"notes.md\"); // power state D0")]
    public void Find_citation_that_can_be_opened_is_left_alone(string text) => Assert.That(What(text), Is.Empty);

    private static IEnumerable<string> What(string text) => Find(new TreeFile("A.cs", text)).Select(o => $"{o.Line}: {o.What}");

    private static IEnumerable<Offence> Find(TreeFile file) => file.Path is Decisions
        ? FindPaths(file)
        : FindPaths(file).Concat(FindNames(file)).Concat(FindInComments(file));

    private static IEnumerable<Offence> FindPaths(TreeFile file)
    {
        foreach (Match match in s_path.Matches(file.Text))
        {
            var path = match.Groups["path"].Value;
            if (!Tree.Paths.Contains(path))
            {
                yield return At(file, match, "no such page", "Cite a page of the repository from its root");
                continue;
            }

            var headings = Headings.Of(path);
            var cited = Regex.Matches(match.Groups["headings"].Value, @"#(?<heading>[\w-]+)").Select(m => m.Groups["heading"].Value);
            if (!cited.All(headings.Contains))
            {
                yield return At(file, match, "no such heading", $"Cite a heading of {path}");
            }
        }
    }

    private static IEnumerable<Offence> FindNames(TreeFile file)
    {
        foreach (Match match in s_name.Matches(file.Text))
        {
            var path = Docs + match.Groups["name"].Value;
            if (match.Groups["name"].Value != "README.md" && !Tree.Paths.Contains(path))
            {
                yield return At(file, match, "no such page", $"Cite a page of {Docs}, or another one from the root");
            }
            else if (match.Groups["decisions"] is { Success: true } cited && !cited.Value.Split(", ").All(IsDecision))
            {
                yield return At(file, match, "no such decision", $"Cite one of {Decisions}");
            }
        }
    }

    private static IEnumerable<Offence> FindInComments(TreeFile file)
    {
        var isCode = file.Path.EndsWith(".cs", StringComparison.Ordinal);
        foreach (var (number, line) in file.Lines)
        {
            if (file.Path.EndsWith(".md", StringComparison.Ordinal) || (isCode && !s_comment.IsMatch(line)))
            {
                continue;
            }

            var text = isCode ? s_comment.Match(line).Value : line;
            if (s_bareDecision.IsMatch(text))
            {
                yield return new Offence(file.Path, number, "a decision without its page", "Write ARCHITECTURE.md before its number");
            }

            if (s_section.IsMatch(text))
            {
                yield return new Offence(file.Path, number, "a section by its number", "Cite the heading behind #");
            }

            var unknown = s_unknownPage.Matches(text).Select(m => m.Groups["path"].Value).Where(path => !IsPage(path));
            if (unknown.Any())
            {
                yield return new Offence(
                    file.Path, number, "a page that is not in the repository", $"Bring what is needed into {Docs}facts, or cite a public page");
            }
        }
    }

    // Upper-case names and full paths are judged above; an address of the web can be opened.
    private static bool IsPage(string path) =>
        s_written.Contains(path)
        || path.StartsWith("//", StringComparison.Ordinal)
        || path.StartsWith(Docs, StringComparison.Ordinal)
        || s_name.IsMatch(path)
        || Tree.Paths.Contains(path);

    private static bool IsDecision(string number) =>
        Tree.Read(Decisions).Text.Contains($"**{number} ", StringComparison.Ordinal);

    private static Offence At(TreeFile file, Match match, string what, string remedy) =>
        new(file.Path, file.LineOf(match.Index), what, remedy);
}
