using System.Text.RegularExpressions;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary>Commands that are printed run as they are printed, wherever drivers and symbols lie.</summary>
public sealed partial class CompiledCommandsTests
{
    private const string Options = "--driver \"my build/array-cache-naive-c.sys\" --symbols \"sym bols\" ";

    // The filter keeps its remove lock when a read finds no memory, and is never removed.
    private const string Beside = """
        scenario: stack
        drivers: upper-filter-flawed-c
        with: [{ driver: pnp-function-correct, stack: below }]
        system: windows-10-x64
        workload:
          - load
          - start
          - open: { device: \Device\PnpFunction, as: h }
          - read: { on: h, length: 4, varies: [0], name: first }
          - close: h
          - remove
          - unload

        """;

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_two_drivers_whose_symbols_lie_elsewhere()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
        _sandbox.Driver(CompiledSandbox.Naive, "my build/array-cache-naive-c.sys", hasPdb: false);
        _sandbox.Driver(CompiledSandbox.Swap, "my build/array-cache-swap-c.sys", hasPdb: false);
        _sandbox.Driver(CompiledSandbox.Naive, "sym bols/array-cache-naive-c.sys");
        _sandbox.Script("s/any.yaml", "\"*\"");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Nightly_and_the_report_that_is_written_again_print_commands_that_run()
    {
        var night = _sandbox.Run("nightly", "s", "--driver", "my build/array-cache-naive-c.sys", "--driver", "my build/array-cache-swap-c.sys", "--symbols", "sym bols");
        Assert.That(night.Code, Is.EqualTo(ExitCode.Unexpected), night.Error);
        Replays(night.Out, $"replay {Options}vr3.");
        Assert.That(_sandbox.Run("report", "-o", "again").Error, Is.Empty);
        Replays(_sandbox.Cli.Read("again/summary.md"), "replay --driver \"my build/array-cache-naive-c.sys\" --driver \"my build/array-cache-swap-c.sys\" --symbols \"sym bols\" vr3.");
    }

    [Test]
    public void Shrink_prints_a_command_that_runs()
    {
        var run = _sandbox.Run("run", "s", "--driver", "my build/array-cache-naive-c.sys", "--symbols", "sym bols", "--explore", "each", "--minimal", "off");
        var token = Token().Match(run.Out).Value;
        Replays(run.Out, $"replay {Options}vr3.");
        var shrunk = _sandbox.Run("shrink", token, "--drivers", "my build/array-cache-naive-c.sys", "--symbols", "sym bols", "-o", "small-one.yaml");
        Assert.That(shrunk.Code, Is.EqualTo(ExitCode.Ok), shrunk.Error);
        var command = CommandsIn(shrunk.Out, "run").Single();
        Assert.That(command, Is.EqualTo("run --symbols \"sym bols\" small-one.yaml"));
        var again = _sandbox.Run(WordsOf(command));
        Assert.That(again.Code, Is.EqualTo(ExitCode.Unexpected), again.Error);
    }

    [Test]
    public void Commands_of_a_run_beside_a_model_of_the_program_find_the_model()
    {
        const string options = "--driver \"my build/upper-filter-flawed-c.sys\" ";
        _sandbox.Driver("upper-filter-flawed-c", "my build/upper-filter-flawed-c.sys", hasPdb: false);
        _sandbox.Cli.Write("b/stack.yaml", Beside);
        var run = _sandbox.Run("run", "b/stack.yaml", "--driver", "my build/upper-filter-flawed-c.sys", "--explore", "each", "--minimal", "off");
        Replays(run.Out, $"replay {options}vr3.", "stack with upper-filter-flawed-c");
        var token = Token().Match(run.Out).Value;
        var missing = _sandbox.Run("replay", token, "--drivers", "my build/upper-filter-flawed-c.sys");
        Assert.That((missing.Code, missing.Error), Is.EqualTo((ExitCode.Usage, missing.Error)), "--drivers takes the program's models away");
        Assert.That(missing.Error, Does.Contain("no model matches 'pnp-function-correct' of 'with'"));
        var analysis = _sandbox.Run(["analyze", .. WordsOf(options), token]);
        Assert.That((analysis.Code, analysis.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
        var shrunk = _sandbox.Run(["shrink", .. WordsOf(options), token, "-o", "small.yaml"]);
        Assert.That(shrunk.Code, Is.EqualTo(ExitCode.Ok), shrunk.Error);
        var again = _sandbox.Run(WordsOf(CommandsIn(shrunk.Out, "run").Single()));
        Assert.That(again.Code, Is.EqualTo(ExitCode.Unexpected), again.Error);
    }

    [TestCase("replay")]
    [TestCase("shrink")]
    [TestCase("analyze")]
    public void Pattern_of_names_does_not_choose_the_driver_of_a_token(string verb)
    {
        var refused = _sandbox.Run(verb, "vr3.x.y", "--driver", "array-*");
        Assert.That((refused.Code, refused.Error), Is.EqualTo((
            ExitCode.Usage,
            "error: --driver array-* is no path of a compiled driver (.sys), and the token names the driver; name the file, or leave --driver out\n")));
    }

    private void Replays(string text, string begin, string what = "any with array-cache-naive-c")
    {
        var command = CommandsIn(text, "replay").First();
        Assert.That(command, Does.StartWith(begin));
        var again = _sandbox.Run(WordsOf(command));
        Assert.That((again.Code, again.Error), Is.EqualTo((ExitCode.Unexpected, string.Empty)), "what was found is found again");
        Assert.That(again.Out, Does.StartWith($"same: {what}"));
    }

    private static IEnumerable<string> CommandsIn(string text, string verb) =>
        Regex.Matches(text, $"dotnet verifier ({verb} [^\n`]+)").Select(match => match.Groups[1].Value.Trim());

    private static string[] WordsOf(string command) => [.. Word().Matches(command).Select(word => word.Value.Trim('"'))];

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"vr3\.\S+")]
    private static partial Regex Token();
}
