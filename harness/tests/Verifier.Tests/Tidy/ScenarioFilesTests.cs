using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>A scenario file stands where the acceptance suite looks, and starts with the line that makes editors check it.</summary>
public sealed class ScenarioFilesTests
{
    private static readonly HashSet<string> s_folders = ["fast", "compiled", "slow", "negative", "regressions"];
    private static readonly Regex s_modeline = new(@"^# yaml-language-server: \$schema=(?<schema>\S+)$");

    [Test]
    public void Tree_has_scenarios_only_where_they_are_run() =>
        Offence.AssertNone(Tree.Files("scenarios/", ".yaml", ".yml").SelectMany(Find));

    [TestCase("scenarios/update.yaml", "schema/scenario.schema.json")]
    [TestCase("scenarios/later/update.yaml", "../schema/scenario.schema.json")]
    [TestCase("scenarios/fast/update.yml", "../schema/scenario.schema.json")]
    [TestCase("scenarios/fast/update.yaml", "schema/scenario.schema.json")]
    public void Find_scenario_in_the_wrong_place_is_reported(string path, string schema) =>
        Assert.That(Find(new TreeFile(path, $"# yaml-language-server: $schema={schema}\n")).Count(), Is.EqualTo(1));

    [Test]
    public void Find_scenario_without_modeline_is_reported() =>
        Assert.That(Find(new TreeFile("scenarios/fast/update.yaml", "scenario: update\n")).Count(), Is.EqualTo(1));

    [TestCase("scenarios/fast/update.yaml", "../schema/scenario.schema.json")]
    [TestCase("scenarios/negative/array/update.yaml", "../../schema/scenario.schema.json")]
    public void Find_scenario_in_its_place_is_left_alone(string path, string schema) =>
        Assert.That(Find(new TreeFile(path, $"# yaml-language-server: $schema={schema}\n")), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        var parts = file.Path.Split('/');
        if (parts[1] == "schema")
        {
            yield break;
        }
        if (parts.Length < 3 || !s_folders.Contains(parts[1]))
        {
            yield return new Offence(file.Path, 1, "no suite runs this file", $"Move it to {string.Join(", ", s_folders)}");
        }
        if (file.Path.EndsWith(".yml", StringComparison.Ordinal))
        {
            yield return new Offence(file.Path, 1, "no suite runs .yml", "Rename it to .yaml");
        }
        var schema = s_modeline.Match(file.Lines.First().Text).Groups["schema"].Value;
        var wanted = string.Concat(Enumerable.Repeat("../", parts.Length - 2)) + "schema/scenario.schema.json";
        if (schema != wanted)
        {
            yield return new Offence(file.Path, 1, "no schema line", $"Start with: # yaml-language-server: $schema={wanted}");
        }
    }
}
