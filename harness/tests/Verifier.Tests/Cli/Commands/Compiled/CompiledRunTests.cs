using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary>Compiled drivers come in through the doors that models have: scripts, options, tokens, nights.</summary>
public sealed partial class CompiledRunTests
{
    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [TestCase("[../build/array-cache-naive-c.sys]")]
    [TestCase("[\"..\\\\build\\\\array-cache-naive-c.sys\"]")]
    [TestCase("[\"../build/*.sys\"]")]
    [TestCase("[\"../**/array-cache-?aive-c.sys\"]")]
    public void Run_script_that_names_the_file_needs_no_option(string drivers)
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/cache.yaml", drivers);
        var outcome = _sandbox.Run("run", "s");
        Assert.That((outcome.Code, outcome.Out), Is.EqualTo((ExitCode.Ok, """
            scenario  driver               verdict  faults  absorbed  propagated  findings
            cache     array-cache-naive-c  pass          0         0           0

            1 run: 1 pass

            """)), outcome.Error);
    }

    [Test]
    public void Run_script_gets_no_file_of_another_script()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/compiled.yaml", "../build/array-cache-naive-c.sys");
        _sandbox.Script("s/models.yaml", "\"array-cache-naive*\"");
        var outcome = _sandbox.Run("run", "s");
        Assert.That(outcome.Out, Does.Not.Match("models +array-cache-naive-c").And.Match("models +array-cache-naive ").And.Match("compiled +array-cache-naive-c"));
    }

    [Test]
    public void Run_driver_option_takes_a_path()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/any.yaml", "\"array-cache-*\"");
        var outcome = _sandbox.Run("run", "s", "--driver", "build/array-cache-naive-c.sys");
        Assert.That((outcome.Code, Rows(outcome)), Is.EqualTo((ExitCode.Ok, "any array-cache-naive-c pass")), outcome.Error);
    }

    [Test]
    public void Run_drivers_option_takes_a_folder_and_one_bad_file_in_it_loses_no_other()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Driver(CompiledSandbox.Swap, "build/array-cache-swap-c.sys");
        _sandbox.Cli.Write("build/bad.sys", "MZ");
        _sandbox.Cli.Write("build/readme.txt", "no driver");
        _sandbox.Cli.Write("build/other.dll", "no assembly");
        _sandbox.Script("s/any.yaml", "\"*\"");
        var outcome = _sandbox.Run("run", "s", "--drivers", "build");
        Assert.That((outcome.Code, Rows(outcome)), Is.EqualTo((ExitCode.Inconclusive, "any array-cache-naive-c pass, any array-cache-swap-c pass")), outcome.Error);
        Assert.That(outcome.Error, Does.Match("^error: build/bad\\.sys cannot be loaded: .+\n"));
    }

    [Test]
    public void Replay_and_printed_commands_name_only_what_the_run_needs()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Driver(CompiledSandbox.Swap, "build/array-cache-swap-c.sys");
        _sandbox.Script("own/cache.yaml", "../build/array-cache-naive-c.sys");
        _sandbox.Script("s/any.yaml", "\"*\"");
        var own = _sandbox.Run("run", "own", "--explore", "each");
        Assert.That((own.Code, CommandOf(own)), Is.EqualTo((ExitCode.Unexpected, "replay TOKEN")), own.Out + own.Error);
        var named = _sandbox.Run("run", "s", "--drivers", "build", "--explore", "each", "-o", "out");
        Assert.That((named.Code, CommandOf(named)), Is.EqualTo((ExitCode.Unexpected, "replay --drivers build/array-cache-naive-c.sys TOKEN")), named.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_sandbox.Run("replay", TokenOf(own)).Out, Does.StartWith("same: cache with array-cache-naive-c"));
            Assert.That(_sandbox.Run("replay", TokenOf(named), "--drivers", "build/array-cache-naive-c.sys").Out, Does.StartWith("same: any with array-cache-naive-c"));
            Assert.That(_sandbox.Run("replay", TokenOf(named)).Code, Is.EqualTo(ExitCode.NothingSelected));
        }
    }

    [Test]
    public void Replay_of_a_driver_that_was_built_again_says_so_as_for_models()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-c.sys", hasPdb: false);
        _sandbox.Script("s/cache.yaml", "../build/array-cache-c.sys");
        var token = TokenOf(_sandbox.Run("run", "s", "--explore", "each"));
        _sandbox.Driver(CompiledSandbox.Swap, "build/array-cache-c.sys", hasPdb: false);
        var again = _sandbox.Run("replay", token);
        Assert.That((again.Code, again.Out), Is.EqualTo((ExitCode.Diverged, again.Out)));
        Assert.That(again.Out, Does.Contain("The driver array-cache-c was built again since the token was made."));
        File.Delete(Path.Combine(_sandbox.Folder, "build", "array-cache-c.sys"));
        var gone = _sandbox.Run("replay", token);
        Assert.That((gone.Code, gone.Error), Is.EqualTo((
            ExitCode.NothingSelected, "s/cache.yaml(2,10): error: there is no driver file build/array-cache-c.sys; build the driver, or name its .sys with --driver\n")));
    }

    [Test]
    public void Shrink_and_minimal_scenarios_name_the_file_so_that_they_run()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/cache.yaml", "../build/array-cache-naive-c.sys");
        var explored = _sandbox.Run("run", "s", "--explore", "each", "-o", "out");
        var minimal = Directory.GetFiles(Path.Combine(_sandbox.Folder, "out", "minimal"), "*.yaml").Single();
        Assert.That(File.ReadAllText(minimal), Does.Contain("\ndrivers: [\"../../build/array-cache-naive-c.sys\"]\n"));
        Assert.That(_sandbox.Run("run", minimal).Out, Does.Match("array-cache-naive-c +surprise +1 .* state-lost"));
        var shrunk = _sandbox.Run("shrink", TokenOf(explored), "-o", "small/lost.yaml");
        Assert.That(shrunk.Out, Does.Contain("\ndrivers: [\"../build/array-cache-naive-c.sys\"]\n").And.EndsWith(" run small/lost.yaml\n"), shrunk.Error);
        Assert.That(_sandbox.Run("run", "small").Out, Does.Match("array-cache-naive-c +surprise +1 .* state-lost"));
    }

    [Test]
    public void Analyze_shows_routine_file_and_line_of_the_driver()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/cache.yaml", "../build/array-cache-naive-c.sys");
        var token = TokenOf(_sandbox.Run("run", "s", "--explore", "each"));
        var text = _sandbox.Run("analyze", token);
        Assert.That((text.Code, text.Out), Is.EqualTo((ExitCode.Ok, text.Out)), text.Error);
        Assert.That(text.Out, Does.Match(@"at array-cache-naive-c\.UpdateArray \(naive\.c:\d+\)"));
        using var json = JsonDocument.Parse(_sandbox.Run("analyze", token, "--format", "json").Out);
        Assert.That(json.RootElement.GetProperty("driver").GetString(), Is.EqualTo("array-cache-naive-c"));
    }

    [Test]
    public void Symbols_come_from_a_flat_folder_or_a_store_and_those_of_another_build_are_told_once()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys", hasPdb: false);
        _sandbox.Script("s/cache.yaml", "../build/array-cache-naive-c.sys");
        _sandbox.Script("s/again.yaml", "../build/array-cache-naive-c.sys");
        _sandbox.Driver(CompiledSandbox.Naive, "symbols/array-cache-naive-c.sys");
        var with = _sandbox.Run("run", "s", "--explore", "each", "--symbols", "symbols", "--minimal", "off");
        Assert.That(with.Out, Does.Match(@"UpdateArray \(naive\.c:\d+\)"), with.Error);
        Assert.That(CommandOf(with), Is.EqualTo("replay --symbols symbols TOKEN"));
        Assert.That(_sandbox.Run("replay", TokenOf(with), "--symbols", "symbols").Out, Does.StartWith("same: "));

        File.Copy(Path.Combine(_sandbox.Folder, "symbols/array-cache-naive-c.pdb"), Path.Combine(_sandbox.Folder, "build/array-cache-naive-c.pdb"));
        _sandbox.Driver(CompiledSandbox.Swap, "other/array-cache-swap-c.sys");
        File.Copy(Path.Combine(_sandbox.Folder, "other/array-cache-swap-c.pdb"), Path.Combine(_sandbox.Folder, "build/array-cache-naive-c.pdb"), overwrite: true);
        var wrong = _sandbox.Run("run", "s", "--explore", "each", "--jobs", "2", "--minimal", "off");
        Assert.That(Regex.Count(wrong.Error, "belongs to another build of the driver and is not used"), Is.EqualTo(1), wrong.Error);
        Assert.That(wrong.Out, Does.Not.Contain("naive.c:"));
        Assert.That(_sandbox.Run("lint", "s").Error, Does.Contain("warning: ").And.Contains("belongs to another build of the driver"));
    }

    [Test]
    public void Nightly_keeps_compares_and_reports_with_lines_of_c()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Script("s/cache.yaml", "../build/array-cache-naive-c.sys");
        _sandbox.Cli.Write("src/naive.c", string.Concat(Enumerable.Range(1, 60).Select(line => $"line {line} of naive\n")));
        var night = _sandbox.Run("nightly", "s", "--source-root", "src");
        Assert.That((night.Code, night.Out), Is.EqualTo((ExitCode.Unexpected, night.Out)), night.Error);
        Assert.That(night.Out, Does.Contain("array-cache-naive-c: state-lost: ").And.Match("replay: .* replay vr3"));
        Assert.That(_sandbox.Cli.Read("reports/nightly/report.html"), Does.Contain("of naive"));
        Assert.That(_sandbox.Run("report", "-o", "again").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(_sandbox.Run("nightly", "s", "--no-source", "--db", "none.db", "-o", "none").Code, Is.EqualTo(ExitCode.Unexpected));
        Assert.That(_sandbox.Cli.Read("none/report.html"), Does.Not.Contain("of naive"));
        Assert.That(_sandbox.Run("list", "findings").Out, Does.Contain("array-cache-naive-c"));
    }

    [Test]
    public void List_shows_the_kind_and_lint_checks_files()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        using var json = JsonDocument.Parse(_sandbox.Run("list", "drivers", "--drivers", "build", "--format", "json").Out);
        var driver = json.RootElement.GetProperty("drivers").EnumerateArray().Single();
        Assert.That(
            (driver.GetProperty("name").GetString(), driver.GetProperty("kind").GetString(), driver.GetProperty("assembly").GetString()),
            Is.EqualTo(("array-cache-naive-c", "compiled", "array-cache-naive-c.sys")));
        _sandbox.Cli.Write("build/bad.sys", "MZ");
        _sandbox.Script("s/cache.yaml", "[ ../build/array-cache-naive-c.sys, ../build/bad.sys, ../build/none.sys, \"../none/*.sys\" ]");
        var lint = _sandbox.Run("lint", "s");
        Assert.That(lint.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(lint.Out.Split('\n')[..^2], Is.EqualTo(new[]
        {
            lint.Out.Split('\n')[0],
            "s/cache.yaml(2,64): error VS1435: there is no driver file build/none.sys; build the driver, or name its .sys with --driver",
            "s/cache.yaml(2,83): error VS1435: no file matches '../none/*.sys'; build the driver, or name its .sys with --driver",
        }));
        Assert.That(lint.Out, Does.StartWith("s/cache.yaml(2,46): error VS1435: build/bad.sys cannot be loaded: "));
    }

    [Test]
    public void Expectations_are_about_the_service_name()
    {
        _sandbox.Driver(CompiledSandbox.Naive, "build/Array-Cache-NAIVE-c.SYS", hasPdb: false);
        _sandbox.Script("s/cache.yaml", "../build/Array-Cache-NAIVE-c.SYS", "explore: each\nexpect: [ { driver: array-cache-naive-c, finding: state-lost } ]\n");
        var expected = _sandbox.Run("run", "s");
        Assert.That((expected.Code, expected.Out), Is.EqualTo((ExitCode.Ok, expected.Out)), expected.Error);
        _sandbox.Script("s/cache.yaml", "../build/Array-Cache-NAIVE-c.SYS", "expect: [ { driver: array-cache, finding: state-lost } ]\n");
        Assert.That(_sandbox.Run("lint", "s").Out, Does.Contain("VS1414"));
    }

    private static string Rows(CliOutcome outcome) => string.Join(
        ", ", outcome.Out.Split('\n').Skip(1).TakeWhile(line => line.Length > 0).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))));

    private static string TokenOf(CliOutcome outcome) => Token().Match(outcome.Out).Value;

    private static string CommandOf(CliOutcome outcome)
    {
        var line = outcome.Out.Split('\n').First(line => line.TrimStart().StartsWith("replay: ", StringComparison.Ordinal));
        return Token().Replace(line[line.LastIndexOf(" replay ", StringComparison.Ordinal)..].Trim(), "TOKEN");
    }

    [GeneratedRegex(@"vr3\.\S+")]
    private static partial Regex Token();
}
