using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>No note to self and no folded code: what is known to be missing is an issue, what is too long is two things.</summary>
public sealed class MarkersTests
{
    // Put together from halves, or this file would offend.
    private static readonly Regex s_note = new(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b");
    private static readonly Regex s_fold = new(@"^\s*#(end)?" + @"region\b");

    [Test]
    public void Tree_has_no_notes_and_no_folds() => Offence.AssertNone(Tree
        .Files("", ".cs", ".csproj", ".props", ".targets", ".md", ".yaml", ".ps1", ".txt", ".editorconfig", ".ci/run")
        .SelectMany(Find));

    [TestCase("int x;\n// TO" + "DO later", 2)]
    [TestCase("// FIX" + "ME: wrong", 1)]
    [TestCase("\n\n/* HA" + "CK */", 3)]
    [TestCase("    #reg" + "ion Fields", 1)]
    [TestCase("\n#endreg" + "ion", 2)]
    public void Find_planted_marker_is_reported_with_its_line(string text, int line) =>
        Assert.That(Find(new TreeFile("A.cs", text)).Single().Line, Is.EqualTo(line));

    [TestCase("var todoList = HackneyCarriage;")]
    [TestCase("// the region of memory")]
    public void Find_ordinary_words_are_left_alone(string text) =>
        Assert.That(Find(new TreeFile("A.cs", text)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        foreach (var (number, text) in file.Lines)
        {
            if (s_note.Match(text) is { Success: true } note)
            {
                yield return new Offence(file.Path, number, note.Value + " in the tree", "Do it now or open an issue, and delete the note");
            }
            if (file.Path.EndsWith(".cs", StringComparison.Ordinal) && s_fold.IsMatch(text))
            {
                yield return new Offence(file.Path, number, "folded code", "Delete the fold; split the type if it is too long to read");
            }
        }
    }
}
