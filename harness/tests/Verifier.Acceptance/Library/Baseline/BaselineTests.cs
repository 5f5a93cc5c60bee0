using Verifier.Engine.Planning;

namespace Verifier.Acceptance.Library.Baseline;

/// <summary>
/// The findings of the whole library and of the canaries under <c>explore all</c> are those of a reviewed file: a change of the judge shows
/// in the review as changed lines, each deliberate. Correct drivers stand in it as quiet.
/// </summary>
public sealed class BaselineTests
{
    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";
    private const string File = "harness/tests/Verifier.Acceptance/Library/Baseline/expected-findings.txt";

    [Test]
    public void Findings_of_library_and_canaries_are_the_reviewed_ones()
    {
        var library = ScenarioLibrary.Cases().Select(c => (
            Script: ScenarioLibrary.Read((string)c.Arguments[0]!),
            Driver: ScenarioLibrary.Drivers.Single(d => d.Name == (string)c.Arguments[1]!)));
        var now = string.Join('\n', library.Concat(Canaries.Cases()).Select(c => TextOf(c.Script, c.Driver)));
        var path = Repository.Path(File);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            System.IO.File.WriteAllText(path, now);
        }

        var (before, after) = (Lines(System.IO.File.ReadAllText(path)), Lines(now));
        Assert.That(after, Is.EqualTo(before),
            $"{File}: the findings changed. If every change is meant, write the file again and review it: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Acceptance --filter {nameof(BaselineTests)}\n"
            + string.Join('\n', before.Except(after).Select(l => "- " + l).Concat(after.Except(before).Select(l => "+ " + l))) + "\n");
    }

    private static string TextOf(ScenarioScript script, DriverUnderTest driver) =>
        ExpectedFindings.Of(script.Path, driver.Name, Explorations.Of(script, driver).Select(e => e.Outcome));

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
