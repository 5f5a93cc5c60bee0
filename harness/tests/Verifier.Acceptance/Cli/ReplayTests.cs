using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Acceptance.Library;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;

namespace Verifier.Acceptance.Cli;

/// <summary>A token is enough to have the same run again: in another process, after any number of jobs, with any fault points.</summary>
public sealed class ReplayTests
{
    private const int Diverged = 5;
    private const int RandomPlans = 60;

    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess();

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [Test]
    public void Whole_library_gives_the_same_bytes_under_two_jobs_and_replays()
    {
        var scenarios = Repository.Path("scenarios");
        var one = _cli.Run("run", scenarios, "--jobs", "1", "-o", "one");
        var two = _cli.Run("run", scenarios, "--jobs", "2", "-o", "two");
        Assert.That(two.Code, Is.EqualTo(one.Code), two.Error);
        Assert.That(_cli.Read("two/results.ndjson"), Is.EqualTo(_cli.Read("one/results.ndjson")));

        var replay = _cli.Run("replay", "one/results.ndjson");
        Assert.That(replay.Code, Is.EqualTo(one.Code), replay.Error);

        // A run has one token; a campaign has its golden run's and one for each finding.
        var tokens = _cli.Read("one/results.ndjson").Split("\"token\":\"vr3.").Length - 1;
        AssertAllSame(replay.Out, tokens);
    }

    [Test]
    public void Any_plan_replays_in_another_process()
    {
        var tokens = RandomTokens(seed: 20);
        File.WriteAllLines(Path.Combine(_cli.Folder, "tokens.txt"), tokens);
        var (code, output, error) = _cli.Run("replay", "tokens.txt");
        Assert.That(code, Is.Not.EqualTo(Diverged), output + error);
        AssertAllSame(output, tokens.Count);
    }

    [Test]
    public void Run_that_is_not_the_recorded_one_is_exit_code_5_and_says_what_differs()
    {
        var token = TokenOf("retry-transient", "retrier-fixed");
        var (code, output, _) = _cli.Run("replay", (token with { TraceHash = token.TraceHash ^ 1 }).ToString());
        Assert.That(code, Is.EqualTo(Diverged));
        Assert.That(output, Does.Contain("diverged: retry-transient with retrier-fixed").And.Contain("The trace differs: "));
    }

    [Test]
    public void Driver_that_was_built_again_and_behaves_the_same_is_no_divergence_but_said()
    {
        var token = TokenOf("retry-transient", "retrier-fixed");
        var (code, output, error) = _cli.Run("replay", (token with { BuildHash = "0000000000000000" }).ToString());
        Assert.That(code, Is.Zero, output + error);
        Assert.That(output, Does.Contain("was built again since the token was made; it behaves the same"));
    }

    [Test]
    public void Damaged_token_is_exit_code_1_and_said()
    {
        var token = TokenOf("retry-transient", "retrier-fixed").ToString();
        var (code, output, error) = _cli.Run("replay", token[..^1] + (token[^1] == '0' ? '1' : '0'));
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain("This token is damaged"));
    }

    [Test]
    public void Token_of_a_script_that_is_gone_is_exit_code_1_and_names_it()
    {
        var token = TokenOf("retry-transient", "retrier-fixed") with { ScenarioPath = "gone.yaml" };
        var (code, _, error) = _cli.Run("replay", token.ToString());
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain("gone.yaml").And.Contain("--scenario"));
    }

    [Test]
    public void Trace_ends_with_the_injected_failures_in_it()
    {
        var token = TokenOf("retry-transient", "retrier-fixed").ToString();
        var (_, output, _) = _cli.Run("replay", token, "--trace", "--format", "json");
        using var document = JsonDocument.Parse(output);
        Assert.That(document.RootElement.GetProperty("replays")[0].GetProperty("trace").ToString(), Does.Contain("made to fail").Or.Contain("njected"));
    }

    private static void AssertAllSame(string output, int runs) =>
        Assert.That(output, Does.Match($@"\n{runs} replays?: {runs} same, 0 diverged\n$"), Regex.Match(output, "(?m)^diverged.*").Value);

    private static List<string> RandomTokens(int seed)
    {
        var random = new Random(seed);
        var cases = ScenarioLibrary.Cases().ToList();
        using var runner = new ScenarioRunner();
        var tokens = new List<string>();
        for (var i = 0; i < RandomPlans; i++)
        {
            var chosen = cases[random.Next(cases.Count)];
            var ordinals = Enumerable.Range(0, random.Next(4)).Select(_ => random.NextInt64(1, 40)).Distinct().Order();
            var plan = Planner.Make(
                Script((string)chosen.Arguments[0]!),
                ScenarioLibrary.Drivers.Single(d => d.Name == (string)chosen.Arguments[1]!),
                (ulong)random.NextInt64(),
                Variation.None with { Points = [.. ordinals.Select(o => new FaultPointRef(o, random.Next(4) == 0))] });
            tokens.Add(runner.Run(plan).Token);
        }

        return tokens;
    }

    private static ReplayToken TokenOf(string scenario, string driver)
    {
        using var runner = new ScenarioRunner();
        var plan = Planner.Make(Script($"scenarios/fast/{scenario}.yaml"), ScenarioLibrary.Drivers.Single(d => d.Name == driver));
        Assert.That(ReplayToken.TryParse(runner.Run(plan).Token, out var token, out var error), Is.True, error);
        return token!;
    }

    // The command line runs in a folder of its own.
    private static ScenarioScript Script(string path) => ScenarioLibrary.Read(path) with { Path = Repository.Path(path) };
}
