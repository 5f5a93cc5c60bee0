using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>A message that the troubleshooting page explains is one that the program writes.</summary>
public sealed class TroubleshootingTests
{
    private const string Page = "harness/docs/TROUBLESHOOTING.md";

    // The first cell of a row; of it the code.
    private static readonly Regex s_row = new(@"^\| (?<message>[^|]+) \|");
    private static readonly Regex s_code = new("`(?<text>[^`]+)`");

    private static readonly Lazy<string> s_source = new(() => string.Concat(
        Tree.Files("harness/src/", ".cs").Select(file => file.Text.Replace("\\\"", "\"", StringComparison.Ordinal))));

    [Test]
    public void Page_explains_messages_of_the_program() => Offence.AssertNone(Find(Tree.Read(Page)));

    [TestCase("| `there is no driver file …; build the car` | x | y |", 1)]
    [TestCase("| `nobody has ever written such a message` | x | y |", 1)]
    [TestCase("| `there is no driver file …; build the driver, or name its .sys with --driver` | x | y |", 0)]
    [TestCase("| a sentence that is no message | `nobody has ever written such a message` | y |", 0)]
    public void Find_message_that_no_source_has_is_reported(string row, int count) =>
        Assert.That(Find(new TreeFile(Page, row)).Count(), Is.EqualTo(count));

    private static IEnumerable<Offence> Find(TreeFile page) =>
        from line in page.Lines
        from code in s_code.Matches(s_row.Match(line.Text).Groups["message"].Value)
        from part in code.Groups["text"].Value.Split('…')
        let text = part.Trim(' ', '\'', '"')
        where text.Contains(' ', StringComparison.Ordinal) && text.Length >= 12
        where !s_source.Value.Contains(text, StringComparison.Ordinal)
        select new Offence(page.Path, line.Number, $"no source says '{text}'", "Quote the message as it is, with … for what changes");
}
