using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>No text says "1 runs": a number before a plural comes from a helper that knows both forms, or is never one.</summary>
public sealed class PluralTextsTests
{
    private const string Nouns = "bytes|pages|runs|blocks|times|findings|errors|sites|objects|campaigns|canaries|explorations|stacks|threads|outcomes|calls"
        + "|scenarios|drivers|tokens|events|points|characters|lines|files|options|places|releases|failures|faults|nights|rows|items|IRPs|MDLs|packets|registers"
        + "|operations|defects|entries|references|handles|requests|allocations|levels";

    private const string Adjective = @"(?:(?!with\b|of\b|and\b|the\b)[a-z-]+ )?";

    private static readonly Regex s_code = new($$"""\$".*?\{(?<number>[^{}"\s][^{}"]*)\} {{Adjective}}(?<noun>{{Nouns}})\b""");
    private static readonly Regex s_page = new($$"""\$\{(?<number>[^{}]*)\} {{Adjective}}(?<noun>{{Nouns}})\b""");

    // Numbers that are never one: limits, and what stands behind a test that it is more.
    private static readonly string[] s_several =
    [
        "maximum", "MaximumOperations", "MaximumDepth", "MaximumLength", "maximumLength", "file.Length", "CallLimit:N0", "MostFindings",
        "bytes.Length", "use.Largest", "count", "length", "group.Count()", "runs", "times", "rest", "others", "growth.Weights.Length", "causes.Count - 2",
        "operations.Count - 1", "finding.Members.Length", "number(f.members.length)", "number(model.eventsMax)", "number(detail.tags.length)",
        "uses.Key", "GetType().Name",
    ];

    [Test]
    public void No_text_of_the_program_can_say_one_of_several() => Offence.AssertNone(Tree.Files("harness/src/", ".cs", ".js").SelectMany(Find));

    [TestCase("A.cs", "var x = $\"{count2} runs\";")]
    [TestCase("A.cs", "Line(1, $\"and {a.Length - 1} findings more\");")]
    [TestCase("A.cs", "$\"{Name(\"x\")} has {n} bytes\"")]
    [TestCase("A.cs", "$\"{n} fault points seen\"")]
    [TestCase("a.js", "`${number(n)} bytes`")]
    public void Find_planted_text_is_reported(string path, string line) => Assert.That(Find(new TreeFile(path, line)).Count(), Is.EqualTo(1));

    [TestCase("A.cs", "$\"{Counted.Of(n, \"run\")} passed\"")]
    [TestCase("A.cs", "if (x.Points is { } points)")]
    [TestCase("A.cs", "$\"more than {MaximumOperations} operations\"")]
    [TestCase("a.js", "`${plural(n, \"byte\")} in all`")]
    public void Find_numbers_with_a_helper_or_never_one_are_left_alone(string path, string line) => Assert.That(Find(new TreeFile(path, line)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        var regex = file.Path.EndsWith(".js", StringComparison.Ordinal) ? s_page : s_code;
        foreach (var (line, text) in file.Lines)
        {
            if (regex.Match(text) is not { Success: true } match)
            {
                continue;
            }

            var number = match.Groups["number"].Value.Trim();
            if (!s_several.Contains(number) && !number.StartsWith("plural(", StringComparison.Ordinal))
            {
                yield return new Offence(file.Path, line, $"{number} may be 1 before \"{match.Groups["noun"].Value}\"", "Use Counted.Of, in the page plural()");
            }
        }
    }
}
