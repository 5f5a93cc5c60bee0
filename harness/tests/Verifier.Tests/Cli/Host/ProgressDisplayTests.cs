using Verifier.Cli.Host;
using Verifier.Cli.Logging;

namespace Verifier.Tests.Cli.Host;

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

    [TestCase(40L, "11 s left")]
    [TestCase(400L, "3 min 29 s left")]
    [TestCase(null, "time left unknown")]
    public void Time_left_is_that_of_the_whole_command(long? whole, string left)
    {
        Play(isTerminal: false, whole: whole);
        Assert.That(_error.ToString(), Is.EqualTo($"20 of 40 runs, 1.8 a second, {left}\n"));
    }

    [Test]
    public void Time_left_before_campaigns_is_not_known()
    {
        using var host = NewHost(isTerminal: false, environment: null);
        using var display = new ProgressDisplay(host, Verbosity.Normal);
        _clock.Advance(TimeSpan.FromSeconds(11));
        display.ShowRuns(20, 40, campaigns: 3);
        _clock.Advance(TimeSpan.FromSeconds(11));
        display.ShowRuns(30, 40, campaigns: 0);
        Assert.That(_error.ToString(), Is.EqualTo("20 of 40 runs, 1.8 a second, time left unknown; then 3 campaigns\n30 of 40 runs, 1.4 a second, 8 s left\n"));
    }

    private void Play(bool isTerminal, Func<string, string?>? environment = null, Verbosity verbosity = Verbosity.Normal, long? whole = 40)
    {
        using var host = NewHost(isTerminal, environment);
        using var display = new ProgressDisplay(host, verbosity);
        display.Show(0, 40, whole);
        _clock.Advance(TimeSpan.FromSeconds(5));
        display.Show(10, 40, whole);
        _clock.Advance(TimeSpan.FromSeconds(6));
        display.Show(20, 40, whole);
    }

    private CliHost NewHost(bool isTerminal, Func<string, string?>? environment) => new()
    {
        Out = TextWriter.Null,
        Error = _error,
        ErrorIsTerminal = isTerminal,
        Environment = environment ?? (_ => null),
        WorkingFolder = "/",
        Clock = _clock,
        Interruption = new Interruption(),
    };
}
