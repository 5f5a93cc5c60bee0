using Serilog;
using Serilog.Core;
using Verifier.Cli.Logging;
using Verifier.Cli.Text;
using Verifier.Kernel;
using Verifier.Workers;

namespace Verifier.Cli.Host;

/// <summary>One verb being done: where it writes, how much it says, and its log.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly Lazy<Logger> _log;
    private readonly InvocationSettings _settings;
    private readonly HashSet<string> _warned = [];

    private Invocation(CliHost host, InvocationSettings settings)
    {
        Host = host;
        _settings = settings;
        _log = new Lazy<Logger>(OpenLog);
        OutHasColours = ColourChoice.IsWanted(host.Environment, !host.OutIsTerminal, settings.RefusesColours);
    }

    /// <summary>The surroundings.</summary>
    public CliHost Host { get; }

    /// <summary>Results.</summary>
    public TextWriter Out => Host.Out;

    /// <summary>Results as one JSON document instead of text.</summary>
    public bool IsJson => _settings.IsJson;

    /// <summary>The amount of output.</summary>
    public Verbosity Verbosity => _settings.Verbosity;

    /// <summary>Is only what is wrong to be told? What a verb was asked to print it prints all the same.</summary>
    public bool IsQuiet => Verbosity == Verbosity.Quiet && !IsJson;

    /// <summary>True if stdout gets ANSI colours.</summary>
    public bool OutHasColours { get; }

    /// <summary>The log. Opened when it is first asked for: most invocations have nothing to say in it, and opening it takes time.</summary>
    public ILogger Log => _log.Value;

    /// <summary>True if the console or a file wants events below a warning in the log.</summary>
    public bool WantsDetails => Verbosity >= Verbosity.Detailed || _settings.LogFile is not null;

    /// <summary>The best exit code of the invocation: OK, unless a part of the request cannot be done.</summary>
    private ExitCode Shortfall { get; set; }

    /// <summary>Does what a verb does; whatever goes wrong becomes one line on stderr and an exit code.</summary>
    public static ExitCode Run(CliHost host, InvocationSettings settings, Func<Invocation, ExitCode> verb)
    {
        using var invocation = new Invocation(host, settings);
        try
        {
            if (settings.LogFile is not null)
            {
                _ = invocation.Log;
            }

            return invocation.WithShortfall(verb(invocation));
        }
        catch (RefusalException e)
        {
            invocation.ShowErrors(e.Message);
            return ExitCodes.Of(e);
        }
        catch (OperationCanceledException) when (host.Interruption.HasCome)
        {
            invocation.ShowErrors("stopped before anything was done");
            return host.Interruption.Code;
        }
        catch (IOException e)
        {
            invocation.ShowErrors($"the system refuses a file: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}; mend that and run again");
            return ExitCode.SystemRefuses;
        }
#pragma warning disable CA1031 // the outermost frame: whatever nobody foresaw becomes one line, exit code 70 and a stack in the log
        catch (Exception e)
#pragma warning restore CA1031
        {
            return invocation.ShowInternalError(e);
        }
    }

    /// <summary>Says that something is not as it should be, but goes on.</summary>
    public void Warn(string text)
    {
        if (Verbosity >= Verbosity.Minimal)
        {
            Host.Error.WriteLine(text.Contains("): warning", StringComparison.Ordinal) ? text : $"warning: {text}");
        }

        if (_settings.LogFile is not null)
        {
            Log.Debug("warning shown: {Text}", text);
        }
    }

    /// <summary>As <see cref="Warn"/>, but each text once however often it comes. May be called from any thread.</summary>
    public void WarnOnce(string text)
    {
        lock (_warned)
        {
            if (_warned.Add(text))
            {
                Warn(text);
            }
        }
    }

    /// <summary>Says that a part of what was asked for cannot be done, and goes on with the rest: the invocation does not end as if it had been.</summary>
    public void FallShort(string text)
    {
        Shortfall = ExitCode.Inconclusive;
        ShowErrors(text);
    }

    /// <summary>The exit code of the invocation: the given one, or the shortfall's in place of OK.</summary>
    public ExitCode WithShortfall(ExitCode code) => code == ExitCode.Ok ? Shortfall : code;

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.IdleWorkers.Dispose();
        if (_log.IsValueCreated)
        {
            _log.Value.Dispose();
        }
    }

    private void ShowErrors(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            // A script's errors come in the form that editors recognise, which says "error" further on.
            Host.Error.WriteLine(line.Contains("): error", StringComparison.Ordinal) ? line : $"error: {line}");
        }

        if (_log.IsValueCreated)
        {
            _log.Value.Debug("error shown: {Text}", text);
        }
    }

    private ExitCode ShowInternalError(Exception e)
    {
        var hint = _settings.LogFile is { } file ? $"the stack is in {file}"
            : Verbosity < Verbosity.Diagnostic ? "add --verbosity diagnostic for the stack" : "the stack follows";
        Host.Error.WriteLine($"error: internal error: {e.GetType().Name}: {ExceptionText.MessageOf(e).ReplaceLineEndings(" ")} ({hint})");
        if (_log.IsValueCreated || Verbosity == Verbosity.Diagnostic)
        {
            Log.Verbose(e, "internal error");
        }

        return ExitCode.Internal;
    }

    private Logger OpenLog()
    {
        var colours = ColourChoice.IsWanted(Host.Environment, !Host.ErrorIsTerminal, _settings.RefusesColours);
        try
        {
            var file = _settings.LogFile is { } path ? Host.FullPath(path) : null;
            return LogSetup.Create(new LoggingLevelSwitch(Verbosity.ToLevel()), file, colours, Host.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CliException.Usage($"the log file {_settings.LogFile} cannot be written ({e.Message}); choose another --log-file");
        }
    }
}
