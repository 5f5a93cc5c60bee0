using System.Text.RegularExpressions;
using Verifier.Cli;

namespace Verifier.Tests.Cli.Compiled;

/// <summary>Commands that are printed run as they are printed, wherever drivers and symbols lie.</summary>
public sealed partial class CompiledCommandsTests
{
    private const string Options = "--drivers \"my build/array-cache-naive-c.sys\" --symbols \"sym bols\" ";

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
        Replays(_sandbox.Cli.Read("again/summary.md"), "replay --drivers \"my build/array-cache-naive-c.sys\" --drivers \"my build/array-cache-swap-c.sys\" --symbols \"sym bols\" vr3.");
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

    private void Replays(string text, string begin)
    {
        var command = CommandsIn(text, "replay").First();
        Assert.That(command, Does.StartWith(begin));
        var again = _sandbox.Run(WordsOf(command));
        Assert.That((again.Code, again.Error), Is.EqualTo((ExitCode.Unexpected, string.Empty)), "what was found is found again");
        Assert.That(again.Out, Does.StartWith("same: any with array-cache-naive-c"));
    }

    private static IEnumerable<string> CommandsIn(string text, string verb) =>
        Regex.Matches(text, $"dotnet verifier ({verb} [^\n`]+)").Select(match => match.Groups[1].Value.Trim());

    private static string[] WordsOf(string command) => [.. Word().Matches(command).Select(word => word.Value.Trim('"'))];

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"vr3\.\S+")]
    private static partial Regex Token();
}
