using Verifier.Binaries.Switching;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;

namespace Verifier.Acceptance.Library.Compiled;

/// <summary>A compiled driver and the C# model that it is a translation of get the same verdicts and the same findings at the same places.</summary>
public sealed class TwinTests
{
    // A timer that the flawed driver leaves set expires at another call, because macros take no time in a binary: which check sees it first differs.
    private const string TimedScript = "pnp-function-lifecycle-c";

    [TestCaseSource(nameof(Twins))]
    public void Binary_gets_what_its_model_gets(string path, string driver)
    {
        CompiledLibrary.NeedsHost();
        var binary = CompiledLibrary.Cases().Single(c => c.Script.Path == path && c.Driver.Name == driver);
        var (script, model) = CompiledLibrary.ModelOf(binary.Script, binary.Driver)!.Value;
        var expected = Compared(binary.Script, LinesOf(script, model));
        var actual = Compared(binary.Script, HostThread.RunApart(() => LinesOf(binary.Script, binary.Driver)));
        Assert.That(actual, Is.EqualTo(expected), string.Join('\n',
            expected.Except(actual).Select(line => "model:  " + line).Concat(actual.Except(expected).Select(line => "binary: " + line))));
    }

    [Test]
    public void Most_scripts_of_compiled_drivers_have_a_model_to_compare_with() => Assert.That(Twins().Count(), Is.GreaterThan(70));

    private static List<string> Compared(ScenarioScript script, List<string> lines) =>
        [.. lines.Where(line => script.Scenario.Name != TimedScript || !line.StartsWith("  finding: bugcheck", StringComparison.Ordinal))];

    private static IEnumerable<TestCaseData> Twins() => CompiledLibrary.Cases()
        .Where(c => CompiledLibrary.ModelOf(c.Script, c.Driver) is not null)
        .Select(c => new TestCaseData(c.Script.Path, c.Driver.Name).SetName($"{c.Driver.Name} / {c.Script.Scenario.Name}"));

    private static List<string> LinesOf(ScenarioScript script, DriverUnderTest driver)
    {
        var explored = Explorations.Of(script, driver).SelectMany(TwinLines.Of).ToList();
        using var runner = new ScenarioRunner();
        return [.. TwinLines.OfRun(runner, Planner.Make(script, driver)), .. explored];
    }
}
