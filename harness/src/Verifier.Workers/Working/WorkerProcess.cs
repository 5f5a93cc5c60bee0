using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Recording;

namespace Verifier.Workers.Working;

/// <summary>
/// The worker's side: one thread reads what is asked, another does it. When standard input ends, the process ends, whatever the driver is
/// doing: a parent that was killed leaves no worker behind.
/// </summary>
internal static class WorkerProcess
{
    // As much as a simulated thread has.
    private const int StackBytes = 1 << 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Works until standard input ends.</summary>
    /// <param name="flightRecorder">The path of the flight recorder.</param>
    /// <param name="accounts">What the program may want to know of a run.</param>
    /// <param name="tasks">What the program may want to be done with a plan besides.</param>
    public static void Run(string flightRecorder, IReadOnlyList<IRunAccount> accounts, IReadOnlyList<IPlanTask> tasks)
    {
        using var flight = FlightRecorder.Open(flightRecorder);
        var (input, output) = StandardStreams.Take();

        // Ctrl-C goes to every process of the terminal. The program decides what becomes of its workers.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using var asked = new BlockingCollection<Asked>();
        using var session = new WorkerSession(flight, new MessageWriter(output), accounts, tasks);
        var work = new Thread(() => session.Work(asked), StackBytes) { IsBackground = true, Name = "runs" };
        work.Start();
        Read(input, asked);
        asked.CompleteAdding();
        if (!work.Join(Grace))
        {
            // No exit handler of a model gets a chance to wait.
            Process.GetCurrentProcess().Kill();
        }
    }

    private static void Read(Stream input, BlockingCollection<Asked> asked)
    {
        var reader = new MessageReader();
        do
        {
            while (reader.TryNext())
            {
                var one = Asked.Of(reader);
                asked.Add(one);
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
