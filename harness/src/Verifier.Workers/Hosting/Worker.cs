using System.Diagnostics;
using System.Globalization;
using Verifier.Workers.Messages;
using Verifier.Workers.Recording;
using Verifier.Workers.Running;
using Verifier.Workers.Supervising;
using Verifier.Workers.Watching;

namespace Verifier.Workers.Hosting;

/// <summary>A worker as the program sees it: a process, the two pipes to it, and the record of the run that it is in.</summary>
internal sealed class Worker : IDisposable
{
    private const int MostDetails = 8;
    private const int TooManyFiles = 24;
    private static readonly string[] s_besides = ["---", "Repeated ", "at Verifier.Kernel.", "at Verifier.Engine.", "at Verifier.Workers.", "at Verifier.Cli.", "at System."];
    private static readonly TimeSpan LastWordsTime = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly LastWords _lastWords;

    private Worker(Process process, RunProgress progress)
    {
        _process = process;
        Progress = progress;
        To = new MessageWriter(process.StandardInput.BaseStream);
        _lastWords = new LastWords(process.StandardError);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The messages to the worker.</summary>
    public MessageWriter To { get; }

    /// <summary>The messages from the worker.</summary>
    public MessageReader From { get; } = new();

    /// <summary>The progress of the worker.</summary>
    public RunProgress Progress { get; }

    /// <summary>Called when it is disposed.</summary>
    public Action<Worker>? Ended { get; set; }

    /// <summary>True if it has said that it reads. It says so once.</summary>
    public bool IsReady { get; set; }

    /// <summary>The target that it is ready to run; null while it is not.</summary>
    public ExplorationTarget? Target { get; set; }

    /// <summary>Starts one.</summary>
    /// <param name="settings">The limits of the worker.</param>
    /// <param name="folder">The folder it runs in.</param>
    /// <exception cref="WorkerFault">The system does not start it.</exception>
    public static Worker Start(WorkerSettings settings, string folder)
    {
        RunProgress? progress = null;
        try
        {
            progress = RunProgress.Create();
            return new Worker(Process.Start(HowToStart(settings, folder, progress))!, progress);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            progress?.Dispose();
            throw new WorkerFault($"a worker process cannot be started: {e.Message.TrimEnd('.')}{Remedy(e)}", e);
        }
    }

    /// <summary>Takes in what it has to say; waits until there is something. False when it has ended.</summary>
    /// <param name="stop">Ends the wait, and the worker with it: nothing else stops a driver that does not come back.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public bool Listen(CancellationToken stop)
    {
        using var registration = stop.Register(static worker => ((Worker)worker!).Kill(), this);
        var isMore = From.Fill(_process.StandardOutput.BaseStream);
        if (!isMore)
        {
            stop.ThrowIfCancellationRequested();
        }

        return isMore;
    }

    /// <summary>As <see cref="Listen(CancellationToken)"/>, and ends it when patience is at its end.</summary>
    /// <param name="allowance">Time for which it may be silent; see <see cref="Patience"/>.</param>
    /// <param name="clock">The clock that measures time.</param>
    /// <param name="stop">Ends the wait, and the worker with it.</param>
    /// <exception cref="TimeoutException">It was ended because it was silent for too long.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public bool Listen(TimeSpan allowance, TimeProvider clock, CancellationToken stop)
    {
        var id = Id;
        var patience = new Lazy<Patience>(() => new Patience(() => OsProcess.Look(id), allowance));
        var last = clock.GetTimestamp();
        var (isOver, isHeard, gate) = (false, false, new Lock());
        using var timer = clock.CreateTimer(_ => Look(), null, Patience.Interval, Patience.Interval);
        var isMore = Listen(stop);
        lock (gate)
        {
            isHeard = true;
            return isMore || !isOver ? isMore : throw new TimeoutException();
        }

        void Look()
        {
            if (!gate.TryEnter())
            {
                return;
            }

            try
            {
                var now = clock.GetTimestamp();
                if (!isOver && !isHeard && patience.Value.IsOverAfter(clock.GetElapsedTime(last, now)))
                {
                    isOver = true;
                    Kill();
                }

                last = now;
            }
            finally
            {
                gate.Exit();
            }
        }
    }

    /// <summary>Ends the process in any state. May be called at any time and from any thread.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already, which is what was wanted.
            return;
        }
    }

    /// <summary>The end of the worker by itself: what the driver did, and lines that say more.</summary>
    public (string How, IReadOnlyList<string> Details) Autopsy()
    {
        if (!_process.WaitForExit(LastWordsTime))
        {
            // It closed its standard output and lives on.
            Kill();
            _process.WaitForExit();
        }

        var said = _lastWords.WhenEnded(LastWordsTime);
        var code = _process.ExitCode;
        var details = new List<string> { string.Create(CultureInfo.InvariantCulture, $"The worker process ended with exit code {code}.") };
        details.AddRange(said.Select(line => line.Trim()).Where(IsAboutTheDriver).Take(MostDetails).Select(line => $"It said: {line}"));
        return (LossOfControl.Of(code, said), details);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        Ended?.Invoke(this);
        _process.Dispose();
        Progress.Dispose();
    }

    private static string Remedy(Exception e) => e is System.ComponentModel.Win32Exception { NativeErrorCode: TooManyFiles } or IOException { HResult: TooManyFiles }
        ? "; allow more open files (ulimit -n) or fewer --jobs" : string.Empty;

    // A stack as the runtime prints it goes on into the harness, and counts frames, of which there are never equally many.
    private static bool IsAboutTheDriver(string line) => !s_besides.Any(begin => line.StartsWith(begin, StringComparison.Ordinal));

    private static ProcessStartInfo HowToStart(WorkerSettings settings, string folder, RunProgress progress)
    {
        var program = NetworkIsolation.Of(settings.Program);
        var start = new ProcessStartInfo(program.File, [.. program.Arguments, progress.Path])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The memory a driver may take; no thread of the collector, and one of the compiler that stays for good, so that strangers are seen at
        // once; no sockets and dumps that a killed process leaves behind.
        start.Environment["DOTNET_GCHeapHardLimit"] = settings.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TC_BackgroundWorkerTimeoutMs"] = "7FFFFFFF";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }
}
