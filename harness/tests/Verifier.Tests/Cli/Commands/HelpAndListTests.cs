using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands;

/// <summary>What a newcomer types first: <c>help VERB</c>, <c>list THINGS</c>, and words that are nearly right.</summary>
public sealed class HelpAndListTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("help", "--help")]
    [TestCase("help run", "run --help")]
    [TestCase("help list ddis", "list ddis --help")]
    [TestCase("help help", "help --help")]
    public void Help_of_a_verb_is_what_the_verb_says_itself(string line, string same)
    {
        var outcome = _sandbox.Run(line.Split(' '));
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
        Assert.That(outcome.Out, Is.EqualTo(_sandbox.Run(same.Split(' ')).Out).And.Contains("Usage:"));
    }

    [TestCase("help bogus", "error: There is no verb 'bogus'.\n")]
    [TestCase("help rnu", "error: There is no verb 'rnu'; did you mean 'run'?\n")]
    [TestCase("help list ddi", "error: 'list' has no part 'ddi'; did you mean 'ddis'? It has: drivers, scenarios, ")]
    [TestCase("list bogus", "error: 'list' has no part 'bogus'. It has: drivers, scenarios, profiles, nights, findings, known, ddis.\nSee: dotnet verifier list --help\n")]
    [TestCase("list ddis Ke Mm", "error: 'Mm' is one argument too many.\nSee: dotnet verifier list ddis --help\n")]
    [TestCase("list ddis --family polo", "error: 'polo' is no family of DDIs; did you mean 'pool'? There are pool, mdl, ")]
    public void Word_that_is_wrong_is_answered_with_those_that_are_right(string line, string error)
    {
        var outcome = _sandbox.Run(line.Split(' '));
        Assert.That((outcome.Code, outcome.Out), Is.EqualTo((ExitCode.Usage, string.Empty)));
        Assert.That(outcome.Error, Does.StartWith(error));
    }

    [Test]
    public void Usage_and_examples_name_a_command_that_works_where_they_are_printed()
    {
        Assert.That(_sandbox.Run("help", "run").Out, Does.Contain("\n  dotnet verifier run <PATH>... [options]\n").And.Contain("\n  dotnet verifier run scenarios\n"));

        // In a checkout, below a folder with a blank in its name.
        _sandbox.Write("my checkout/Verifier.sln", string.Empty);
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "my checkout/harness/src/Verifier.Cli"));
        _sandbox.ProgramFolder = Path.Combine(_sandbox.Folder, "my checkout/artifacts/bin");
        const string checkout = "dotnet run --project \"my checkout/harness/src/Verifier.Cli\" --";
        Assert.That(_sandbox.Run("help", "run").Out, Does.Contain($"\n  {checkout} run <PATH>... [options]\n").And.Contain($"\n  {checkout} run scenarios\n"));
        Assert.That(_sandbox.Run("rnu").Error, Does.EndWith($"See: {checkout} --help\n"));

        // Neither a checkout nor the installed tool: the file itself.
        _sandbox.Write("copy/Verifier.Cli.dll", string.Empty);
        _sandbox.ProgramFolder = Path.Combine(_sandbox.Folder, "copy");
        Assert.That(_sandbox.Run("help", "run").Out, Does.Contain("\n  dotnet copy/Verifier.Cli.dll run <PATH>... [options]\n"));
        _sandbox.Write("copy/DotnetToolSettings.xml", string.Empty);
        Assert.That(_sandbox.Run("help", "run").Out, Does.Contain("\n  dotnet verifier run <PATH>... [options]\n"));
    }

    [TestCase("list ddis IoAllocate*", "IoAllocateErrorLogEntry IoAllocateIrp IoAllocateMdl IoAllocateWorkItem")]
    [TestCase("list ddis callDRIVER", "IoCallDriver IofCallDriver PoCallDriver")]
    [TestCase("list ddis quota --family pool", "ExAllocatePoolWithQuota ExAllocatePoolWithQuotaTag")]
    [TestCase("list ddis --family mdl", "IoAllocateMdl")]
    public void List_ddis_takes_a_pattern_and_a_family(string line, string among)
    {
        var outcome = _sandbox.Run(line.Split(' '));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        var names = outcome.Out.Split('\n')[1..^1].Select(row => row.Split(' ')[0]).ToList();
        Assert.That(names, Is.SupersetOf(among.Split(' ')).And.Count.LessThan(20));
    }

    [Test]
    public void List_ddis_that_finds_nothing_says_so()
    {
        var outcome = _sandbox.Run("list", "ddis", "zz*", "--family", "pool");
        Assert.That((outcome.Code, outcome.Out, outcome.Error), Is.EqualTo(
            (ExitCode.NothingSelected, string.Empty, "error: no DDI of the family pool matches 'zz*'; 'list ddis' shows all\n")));
    }

    [Test]
    public void Replay_of_a_file_that_is_not_there_says_so()
    {
        Assert.That(_sandbox.Run("replay", "out/results.ndjson").Error, Does.StartWith("error: there is no file out/results.ndjson. This is no replay token"));
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "out"));
        Assert.That(_sandbox.Run("replay", "out").Error, Is.EqualTo("error: out is a folder; name the results.ndjson in it\n"));
        Assert.That(_sandbox.Run("replay", "vr3.abc.def").Error, Does.StartWith("error: This token is damaged"));
    }
}
