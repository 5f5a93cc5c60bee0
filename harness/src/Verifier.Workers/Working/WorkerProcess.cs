using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Recording;

namespace Verifier.Workers.Working;

/// <summary>
/// The worker's side: one thread reads requests, another executes them. When standard input ends, the process ends, even if the driver
/// runs: a parent that was killed leaves no worker behind.
/// </summary>
internal static class WorkerProcess
{
    // As much as a simulated thread has.
    private const int StackBytes = 1 << 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Works until standard input ends.</summary>
    /// <param name="progressFile">The path of the file in which the worker notes its progress.</param>
    /// <param name="accounts">The accounts of a run that the program may ask for.</param>
    /// <param name="tasks">The tasks with a plan that the program may ask for.</param>
    public static void Run(string progressFile, IReadOnlyList<IRunAccount> accounts, IReadOnlyList<IPlanTask> tasks)
    {
        using var progress = RunProgress.Open(progressFile);
        var (input, output) = StandardStreams.Take();

        // Ctrl-C goes to every process of the terminal. The program decides what becomes of its workers.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using var requests = new BlockingCollection<WorkerRequest>();
        using var session = new WorkerSession(progress, new MessageWriter(output), accounts, tasks);
        var work = new Thread(() => session.Work(requests), StackBytes) { IsBackground = true, Name = "runs" };
        work.Start();
        Read(input, requests);
        requests.CompleteAdding();
        if (!work.Join(Grace))
        {
            // No exit handler of a model gets a chance to wait.
            Process.GetCurrentProcess().Kill();
        }
    }

    private static void Read(Stream input, BlockingCollection<WorkerRequest> requests)
    {
        var reader = new MessageReader();
        do
        {
            while (reader.TryNext())
            {
                var one = WorkerRequest.Of(reader);
                requests.Add(one);
                if (one.Assemblies?.NextScript is { } script)
                {
                    ReadAhead(script);
                }
            }
        }
        while (reader.Fill(input));
    }

    // While the models are made. What is wrong with it is told when it is asked for.
    private static void ReadAhead(string script)
    {
        try
        {
            ScenarioLoader.Read(new ScenarioFile(script, script));
        }
        catch (RefusalException)
        {
            return;
        }
    }
}
