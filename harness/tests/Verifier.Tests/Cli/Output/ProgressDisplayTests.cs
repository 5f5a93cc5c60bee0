using NUnit.Framework;
using Verifier.Cli;
using Verifier.Cli.Logging;
using Verifier.Cli.Output;

namespace Verifier.Tests.Cli.Output;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProgressDisplayTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose() => _error.Dispose();

    [Test]
    public void Show_on_a_terminal_draws_a_bar_over_itself_and_takes_it_away()
    {
        Play(isTerminal: true);
        Assert.That(
            _error.ToString(),
            Is.EqualTo("\r\u001b[K[..............................] 0 of 40 runs, 0.0 a second, time left unknown"
                + "\r\u001b[K[#######.......................] 10 of 40 runs, 2.0 a second, 15 s left"
                + "\r\u001b[K[###############...............] 20 of 40 runs, 1.8 a second, 11 s left\r\u001b[K"));
    }

    [Test]
    public void Show_elsewhere_writes_a_line_every_ten_seconds()
    {
        Play(isTerminal: false);
        Assert.That(_error.ToString(), Is.EqualTo("20 of 40 runs, 1.8 a second, 11 s left\n"));
    }

    [TestCase("CI", "true")]
    [TestCase("TERM", "dumb")]
    public void Show_draws_no_bar_where_it_would_be_torn(string variable, string value)
    {
        Play(isTerminal: true, environment: name => name == variable ? value : null);
        Assert.That(_error.ToString(), Is.EqualTo("20 of 40 runs, 1.8 a second, 11 s left\n"));
    }

    [Test]
    public void Show_minimal_verbosity_says_nothing()
    {
        Play(isTerminal: true, verbosity: Verbosity.Minimal);
        Assert.That(_error.ToString(), Is.Empty);
    }

    private void Play(bool isTerminal, Func<string, string?>? environment = null, Verbosity verbosity = Verbosity.Normal)
    {
        using var host = new CliHost
        {
            Out = TextWriter.Null,
            Error = _error,
            ErrorIsTerminal = isTerminal,
            Environment = environment ?? (_ => null),
            WorkingFolder = "/",
            Clock = _clock,
            Interruption = new Interruption(),
        };
        using var display = new ProgressDisplay(host, verbosity);
        display.Show(0, 40);
        _clock.Advance(TimeSpan.FromSeconds(5));
        display.Show(10, 40);
        _clock.Advance(TimeSpan.FromSeconds(6));
        display.Show(20, 40);
    }
}
