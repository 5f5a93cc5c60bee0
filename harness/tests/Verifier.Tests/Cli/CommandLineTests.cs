using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli;
using Verifier.Cli.Host;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli;

/// <summary>What every verb has in common, and what is said about a command line that cannot be read.</summary>
public sealed class CommandLineTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void No_arguments_print_help_on_stderr_and_fail()
    {
        var outcome = _sandbox.Run();
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Out, Is.Empty);
        Assert.That(outcome.Error, Does.Contain("Commands:"));
    }

    [Test]
    public void Document_and_help_have_the_same_verbs()
    {
        var help = _sandbox.Run("--help").Out;
        var listed = Regex.Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..], @"(?m)^  (?<verb>[a-z]+) ").Select(m => m.Groups["verb"].Value);
        var text = Tree.Read("harness/docs/CLI.md").Text;
        var table = text[..text.IndexOf("## For every verb", StringComparison.Ordinal)];
        var documented = Regex.Matches(table, @"(?m)^\| `(?<verb>[a-z]+)").Select(m => m.Groups["verb"].Value);

        Assert.That(documented, Is.EqualTo(listed));
        Assert.That(documented, Is.Not.Empty);
    }

    [Test]
    public void Document_and_help_have_the_same_options_of_run()
    {
        using var host = NewHost();
        var run = new CommandLine(host).Root.Subcommands.Single(verb => verb.Name == "run");
        var text = Tree.Read("harness/docs/CLI.md").Text;
        foreach (var option in run.Options)
        {
            Assert.That(text, Does.Match($@"`(-\w`, `)?{option.Name}\b"), option.Name);
        }
    }

    [Test]
    public void Every_verb_explains_itself()
    {
        using var host = NewHost();
        foreach (var verb in new CommandLine(host).Root.Subcommands)
        {
            var outcome = _sandbox.Run(verb.Name, "--help");
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), verb.Name);
            Assert.That(outcome.Out, Does.Contain(verb.Description).And.Contain("Examples:"), verb.Name);
            Assert.That(outcome.Error, Is.Empty, verb.Name);
        }
    }

    [TestCase("rnu scenarios", "error: There is no verb 'rnu'; did you mean 'run'?")]
    [TestCase("run --sede 5", "error: There is no option '--sede'; did you mean '--seed'?")]
    [TestCase("run x --seed abc", "error: 'abc' is no seed; give a whole number of up to 64 bits, such as 42 or 0x2A.")]
    [TestCase("run x --seed -1", "error: '-1' is no seed")]
    [TestCase("run x --shard 3/2", "error: '3/2' is no shard; write i/n with i from 1 to n, such as 1/3.")]
    [TestCase("run x --shard 0/2", "error: '0/2' is no shard")]
    [TestCase("run x --shard 1/2/3", "error: '1/2/3' is no shard")]
    [TestCase("run x --jobs 0", "error: '0' is no number of jobs; give a number from 1 to 256.")]
    [TestCase("run x --explore each,secnod", "error: 'secnod' is no way to explore; did you mean 'second'? Use each, persistent, stacks, second, random, exhaust, fill or all")]
    [TestCase("run x --explore each,", "error: '' is no way to explore; use each, ")]
    [TestCase("run x --budget-runs 0", "error: '0' is no number of runs; give a whole number from 1 on.")]
    [TestCase("run x --budget-time 10", "error: '10' has no unit; write 10ms, 10s or 10min.")]
    [TestCase("run x --budget-time 0s", "error: '0s' must be more than 0.")]
    [TestCase("run x --isolation maybe", "error: Argument 'maybe' not recognized. Must be one of: 'process' 'none'")]
    [TestCase("run x --verbosity loud", "error: 'loud' is no verbosity; use quiet, minimal, normal, detailed or diagnostic.")]
    [TestCase("run x --format xml", "error: Argument 'xml' not recognized. Must be one of: 'text' 'json'")]
    [TestCase("run", "error: Required argument 'PATH' missing for command: 'run'.")]
    [TestCase("run nowhere", "error: nowhere does not exist; name a scenario script (.yaml) or a folder of scripts")]
    [TestCase("run b.dll", "error: b.dll is no scenario script; give each assembly of driver models its own --drivers")]
    [TestCase("list", "error: 'list' needs one of: drivers, scenarios, profiles, nights, findings, known, ddis")]
    [TestCase("list driver", "error: 'list' has no part 'driver'; did you mean 'drivers'?")]
    [TestCase("doctor now", "error: 'now' is one argument too many.")]
    [TestCase("replay vr3.a.b", "error: This token is damaged: its check digits do not fit. Copy it again, whole.")]
    [TestCase("replay nonsense", "error: there is no file nonsense. This is no replay token")]
    [TestCase("inspect", "error: Required argument 'FILE' missing for command: 'inspect'.")]
    [TestCase("inspect nowhere.sys", "error: nowhere.sys: there is no such file; name a .sys file")]
    [TestCase("inspect .", "error: .: it is a folder; name a .sys file")]
    [TestCase("new scenario", "error: Option '--driver' is required.")]
    [TestCase("new scenario --driver array-cache", "error: 'array-cache' is no compiled driver; name one .sys file with --driver")]
    [TestCase("new scenario --driver nowhere.sys", "error: nowhere.sys does not exist; build the driver and name its .sys")]
    [TestCase("new scenario --driver x.sys --output x.txt", "error: --output: 'x.txt' is no .yaml file; name one, such as mydriver.yaml")]
    [TestCase("new scenario --driver x.sys --output a+b.yaml", "error: --output: a scenario is called as its file, and 'a+b' is not a name: letters, digits, '-', '_' and '.', at most 100 of them")]
    [TestCase("shrink vr3.x.y --output a+b.yaml", "error: --output: a scenario is called as its file, and 'a+b' is not a name: letters, digits, '-', '_' and '.', at most 100 of them")]
    [TestCase("new scenario --driver x.sys --output nowhere/x.yaml", "error: --output: the folder of nowhere/x.yaml does not exist; make it first")]
    [TestCase("lint", "error: Required argument 'PATH' missing for command: 'lint'.")]
    [TestCase("completion tcsh", "error: Argument 'tcsh' not recognized.")]
    [TestCase("explain FOO_BAR_QUX", "error: 'FOO_BAR_QUX' is neither a known bug check nor an NTSTATUS")]
    public void Bad_line_gives_one_error_on_stderr(string line, string error)
    {
        var outcome = _sandbox.Run(line.Split(' '));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith(error));
        Assert.That(Regex.Matches(outcome.Error, "(?m)^error: "), Has.Count.EqualTo(1));
        Assert.That(outcome.Out, Is.Empty);
    }

    [TestCase("list", "ddis")]
    [TestCase("list", "profiles")]
    [TestCase("help", "exit-codes")]
    [TestCase("explain", "0xC4", "0x62")]
    [TestCase("doctor")]
    [TestCase("schema")]
    [TestCase("schema", "results")]
    [TestCase("schema", "campaign")]
    public void Format_json_prints_one_document_and_nothing_else(params string[] line)
    {
        var outcome = _sandbox.Run([.. line, "--format", "json"]);
        using var document = JsonDocument.Parse(outcome.Out);
        Assert.That(document.RootElement.ValueKind, Is.EqualTo(JsonValueKind.Object));
        Assert.That(outcome.Error, Is.Empty);
        Assert.That(outcome.Out, Does.EndWith("}\n"));
    }

    [Test]
    public void Log_file_that_cannot_be_written_is_one_error()
    {
        _sandbox.Write("taken", "a file, not a folder");
        var outcome = _sandbox.Run("list", "ddis", "--log-file", "taken/log.clef");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("error: the log file taken/log.clef cannot be written").And.Contain("choose another --log-file"));
        Assert.That(outcome.Out, Is.Empty);
    }

    [TestCase("[suggest:2]", "ru", "run")]
    [TestCase("[suggest:8]", "explain DRIVER_IRQL", "DRIVER_IRQL_NOT_LESS_OR_EQUAL")]
    [TestCase("[suggest:10]", "run --verb", "--verbosity")]
    public void Suggest_directive_completes(string directive, string line, string word) =>
        Assert.That(_sandbox.Run(directive, line).Out.Split('\n'), Has.Member(word));

    private CliHost NewHost() => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        WorkingFolder = _sandbox.Folder,
        Interruption = new Interruption(),
    };
}
