using Polly;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;
using Verifier.Workers.Running;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>A command whose journal is not what it should be is refused before anything runs, however much it has to run besides.</summary>
public sealed class EarlyRefusalTests
{
    private const string Journal = "out/campaign.ndjson";

    private CliSandbox _sandbox = null!;
    private int _runners;
    private string _journal = "";
    private string _results = "";

    [SetUp]
    public void Explore_one_script_beside_one_that_is_run()
    {
        _sandbox = new CliSandbox();
        SampleModels.Compile(Path.Combine(_sandbox.Folder, "My.dll"));
        Write("plain", "says: Run as it is.\n");
        Write("own", "explore: each\n");
        Assert.That(Run().Code, Is.EqualTo(ExitCode.Ok));
        (_journal, _results) = (_sandbox.Read(Journal), _sandbox.Read("out/results.ndjson"));
        _runners = 0;
        _sandbox.NewRunner = () =>
        {
            Interlocked.Increment(ref _runners);
            return new EngineRunner();
        };
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Run_as_before_is_resumed()
    {
        Assert.That(Run("--resume").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(_runners, Is.Positive, "the test sees what runs");
    }

    [TestCase("--resume")]
    [TestCase("--merge", "out")]
    public void Run_with_the_journal_of_another_exploration_is_refused_before_anything_runs(params string[] option)
    {
        Write("own", "says: Another.\nexplore: each\n");
        AssertRefused(Run(option), $"error: {Journal} is the journal of another exploration: the script s/own.yaml has changed");
    }

    [Test]
    public void Run_with_a_damaged_journal_is_refused_before_anything_runs()
    {
        _journal = _sandbox.Read(_sandbox.Write(Journal, $"{_journal}no line\n"));
        AssertRefused(Run("--resume"), $"{Journal}(");
    }

    [Test]
    public void Run_whose_journal_another_run_writes_is_refused_before_anything_runs()
    {
        using (JournalWriter.Open(Path.Combine(_sandbox.Folder, Journal), Journal, ResiliencePipeline.Empty))
        {
            var refused = Run();
            Assert.That((refused.Code, _runners), Is.EqualTo((ExitCode.Usage, 0)));
            Assert.That(refused.Error, Does.StartWith($"error: {Journal} cannot be written (").And.EndWith("choose another folder with -o\n"));
        }

        Assert.That(_sandbox.Read(Journal), Is.EqualTo(_journal));
    }

    [Test]
    public void Run_that_is_interrupted_before_it_explores_keeps_the_journal_of_the_one_before()
    {
        _sandbox.NewRunner = () =>
        {
            _sandbox.Interruption.Come(ExitCode.Interrupted);
            return new EngineRunner();
        };
        Assert.That(Run().Code, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(_sandbox.Read(Journal), Is.EqualTo(_journal));
    }

    private void AssertRefused(CliOutcome outcome, string error)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome.Code, _runners), Is.EqualTo((ExitCode.Usage, 0)));
            Assert.That(outcome.Error, Does.StartWith(error));
            Assert.That(_sandbox.Read(Journal), Is.EqualTo(_journal));
            Assert.That(_sandbox.Read("out/results.ndjson"), Is.EqualTo(_results));
        }
    }

    private CliOutcome Run(params string[] more) =>
        _sandbox.Run(["run", "s", "--driver", SampleModels.Careful, "--drivers", "My.dll", "-o", "out", .. more]);

    private void Write(string name, string more) =>
        _sandbox.Write($"s/{name}.yaml", $"scenario: {name}\ndrivers: [\"*\"]\nworkload: [load, unload]\n{more}");
}
