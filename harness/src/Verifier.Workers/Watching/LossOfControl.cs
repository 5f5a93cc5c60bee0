using System.Globalization;

namespace Verifier.Workers.Watching;

/// <summary>
/// The ways in which a driver takes control from the harness: words that stand in titles and fingerprints, so they contain nothing that may
/// vary.
/// </summary>
internal static class LossOfControl
{
    /// <summary>A thread of its own is left.</summary>
    public const string Thread = "started a thread behind the harness's back";

    /// <summary>Something was queued to the thread pool.</summary>
    public const string ThreadPool = "ran code on the thread pool behind the harness's back";

    /// <summary>A timer of the runtime is set.</summary>
    public const string Timer = "set a timer behind the harness's back";

    /// <summary>The worker's memory was used up.</summary>
    public const string Memory = "allocated without end: the worker's memory was used up";

    /// <summary>It never came back.</summary>
    public const string Spin = "never came back: the worker had to be ended";

    /// <summary>The stack overflowed.</summary>
    public const string Stack = "overflowed its stack";

    /// <summary>Environment.FailFast.</summary>
    public const string FailFast = "ended the process with Environment.FailFast";

    /// <summary>A thread of the driver's own threw.</summary>
    public const string Unhandled = "ended the process with an exception that nothing handles";

    // 128 + signal is how a shell, and .NET, give the exit code of a process that a signal ended.
    private const int SignalBase = 128;

    // What the runtime prints on standard error before it ends the process.
    private static readonly (string Line, string How)[] s_lastWords =
    [
        ("Stack overflow", Stack),
        ("Out of memory", Memory),
        ("Process terminated", FailFast),
        ("Unhandled exception", Unhandled),
    ];

    /// <summary>The way in which the driver ended the worker.</summary>
    /// <param name="exitCode">The worker's exit code.</param>
    /// <param name="lastWords">What it printed on standard error.</param>
    public static string Of(int exitCode, IEnumerable<string> lastWords)
    {
        foreach (var line in lastWords)
        {
            if (s_lastWords.FirstOrDefault(words => line.StartsWith(words.Line, StringComparison.OrdinalIgnoreCase)).How is { } how)
            {
                return how;
            }
        }

        return exitCode is > SignalBase and < SignalBase + 65
            ? string.Create(CultureInfo.InvariantCulture, $"ended the process by signal {exitCode - SignalBase}")
            : string.Create(CultureInfo.InvariantCulture, $"ended the process with exit code {exitCode}");
    }
}
