using System.Globalization;
using Verifier.Cli.Logging;
using Verifier.Cli.Text;

namespace Verifier.Cli.Host;

/// <summary>
/// Shows on stderr how far the runs are: a bar that is drawn over itself on a terminal, a line every ten seconds elsewhere, nothing when
/// the user wants it quiet.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private const int BarWidth = 30;
    private const string ClearLine = "\r\u001b[K";
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly bool _isShown;
    private readonly bool _isBar;
    private readonly string _what;
    private TimeSpan _lastLine;
    private bool _isDrawn;

    /// <summary>Starts the clock.</summary>
    /// <param name="host">The surroundings, with stderr, on which it is shown.</param>
    /// <param name="verbosity">The amount of output, which decides if it is shown.</param>
    /// <param name="what">The things that are counted, in the plural.</param>
    public ProgressDisplay(CliHost host, Verbosity verbosity, string what = "runs")
    {
        _what = what;
        _output = host.Error;
        _clock = host.Clock;
        _start = _clock.GetTimestamp();
        _isShown = verbosity >= Verbosity.Normal;

        // A log on the same terminal would tear a bar apart.
        _isBar = host.ErrorIsTerminal && verbosity == Verbosity.Normal
            && host.Environment("TERM") != "dumb" && string.IsNullOrEmpty(host.Environment("CI"));
    }

    /// <summary>Says how many runs are done.</summary>
    /// <param name="done">Runs that are done.</param>
    /// <param name="total">Runs that are known; exploration finds more while it goes on.</param>
    /// <param name="whole">Runs of the whole command, for the time that is left; null if their number is not known yet.</param>
    /// <param name="more">Further text, behind it.</param>
    public void Show(long done, long total, long? whole, string more = "")
    {
        var elapsed = _clock.GetElapsedTime(_start);
        if (!_isShown || (!_isBar && elapsed - _lastLine < LineInterval))
        {
            return;
        }

        var text = Text(done, total, whole, elapsed) + more;
        if (_isBar)
        {
            var filled = (int)(BarWidth * done / Math.Max(total, 1));
            _output.WriteOwn(ClearLine);
            _output.Write($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {text}");
            _isDrawn = true;
        }
        else
        {
            _output.WriteLine(text);
            _lastLine = elapsed;
        }
    }

    /// <summary>Says how many single runs are done, before campaigns whose length is not known yet.</summary>
    public void ShowRuns(long done, long total, int campaigns) =>
        Show(done, total, campaigns == 0 ? total : null, campaigns == 0 ? string.Empty : $"; then {Words.Count(campaigns, "campaign")}");

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_isDrawn)
        {
            _output.WriteOwn(ClearLine);
        }
    }

    private string Text(long done, long total, long? whole, TimeSpan elapsed)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = done == 0 || whole is null ? "time left unknown" : $"{Durations.InWords(TimeSpan.FromSeconds((whole.Value - done) / rate))} left";
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {_what}, {rate:F1} a second, {left}");
    }
}
