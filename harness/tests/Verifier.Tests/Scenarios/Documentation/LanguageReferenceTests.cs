using System.Text.RegularExpressions;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Schema;
using Verifier.Scenarios.Syntax;
using Verifier.Tests.Scenarios.Schema;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Scenarios.Documentation;

/// <summary>The language reference says what the binder does: its tables are generated, its scripts are read.</summary>
public sealed partial class LanguageReferenceTests
{
    private const string PagePath = "harness/docs/SCENARIOS.md";
    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";

    private static string Page => File.ReadAllText(Path.Combine(Tree.Root, PagePath)).ReplaceLineEndings("\n");

    [Test]
    public void Page_tables_are_those_of_the_binder()
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Path.Combine(Tree.Root, PagePath), GeneratedParts.Refresh(Page));
        }

        Assert.That(Page, Is.EqualTo(GeneratedParts.Refresh(Page)),
            $"{PagePath}:1: a table is old; write it again: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Tests --filter {nameof(LanguageReferenceTests)}");
    }

    [Test]
    public void Page_shows_every_key_table() => Assert.That(GeneratedParts.AllTables().Except(GeneratedParts.ShownTables(Page)), Is.Empty);

    [TestCaseSource(nameof(Scripts))]
    public void Script_of_the_page_is_right(string script)
    {
        string name = Regex.Match(script, @"(?m)^scenario: (\S+)").Groups[1].Value;
        var files = new SampleFiles().With("data/first.bin", [1, 2, 3]);

        ScenarioDocument document = Script.Read(script, $"scenarios/fast/{name}.yaml", files);

        Assert.That(document.Diagnostics, Is.Empty, () => Script.Text(document));
        Assert.That(new SchemaValidator(ScenarioSchema.Generate()).Accepts(YamlToJson.Value(script)), Is.True);
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_of_the_page_is_what_the_reader_says(string script, string message)
    {
        string name = Regex.Match(script, @"(?m)^scenario: (\S+)").Groups[1].Value;
        ScenarioDocument document = Script.Read(script, $"scenarios/fast/{name}.yaml");

        Assert.That(Script.Text(document) + "\n", Is.EqualTo(message));
    }

    [Test]
    public void Page_has_scripts_and_messages()
    {
        Assert.That(Scripts().Count(), Is.GreaterThanOrEqualTo(5));
        Assert.That(Messages().Count(), Is.EqualTo(1));
        Assert.That(DiagnosticCodes.All, Has.Count.GreaterThan(40));
    }

    private static IEnumerable<string> Scripts() =>
        Fence().Matches(Page).Where(f => f.Groups["language"].Value == "yaml"
            && IsFull(f.Groups["text"].Value)).Select(f => f.Groups["text"].Value);

    // A wrong script is fenced as text, and so is what the reader says to it, right behind.
    private static IEnumerable<TestCaseData> Messages()
    {
        Match[] fences = [.. Fence().Matches(Page).Cast<Match>()];
        return fences.Zip(fences.Skip(1))
            .Where(p => p.First.Groups["language"].Value == "text" && IsFull(p.First.Groups["text"].Value))
            .Select(p => new TestCaseData(p.First.Groups["text"].Value, p.Second.Groups["text"].Value));
    }

    private static bool IsFull(string text) => Regex.IsMatch(text, @"(?m)^scenario: ");

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
