using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Verifier.Cli.Loading;
using Verifier.Cli.Minimal;
using Verifier.Engine.Exploration;

namespace Verifier.Cli.Isolation;

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
    public static ExitCode Run(FlightRecorder flight)
    {
        var (input, output) = StandardStreams.Take();

        // Ctrl-C goes to every process of the terminal. The program decides what becomes of its workers.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using var asked = new BlockingCollection<Asked>();
        using var session = new WorkerSession(flight, new MessageWriter(output));
        var work = new Thread(() => session.Work(asked), StackBytes) { IsBackground = true, Name = "runs" };
        work.Start();
        Read(input, asked);
        asked.CompleteAdding();
        if (!work.Join(Grace))
        {
            // No exit handler of a model gets a chance to wait.
            Process.GetCurrentProcess().Kill();
        }

        return ExitCode.Ok;
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
        catch (CliException)
        {
            return;
        }
    }
}

/// <summary>One thing that a worker was asked to do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Order">With what, for <see cref="MessageKind.Open"/>.</param>
/// <param name="Case">The case, if it is one.</param>
/// <param name="Finding">The finding to make a scenario of, for <see cref="MessageKind.Shrink"/>.</param>
/// <param name="Assemblies">Where to look for models, for <see cref="MessageKind.ListModels"/>.</param>
/// <param name="Again">The run to do again, for <see cref="MessageKind.Replay"/>.</param>
internal sealed record Asked(
    MessageKind Kind,
    WorkOrder? Order = null,
    ExploredCase? Case = null,
    MinimalOrder? Finding = null,
    CatalogueOrder? Assemblies = null,
    ReplayOrder? Again = null)
{
    /// <summary>From a message.</summary>
    public static Asked Of(MessageReader message) => message.Kind switch
    {
        MessageKind.Open => new Asked(message.Kind, PlainMessages.ReadWorkOrder(message)),
        MessageKind.Case or MessageKind.CaseAlone => new Asked(message.Kind, Case: CaseMessages.ReadCase(message)),
        MessageKind.Shrink => new Asked(message.Kind, Finding: WorkerJson.Read<MinimalOrder>(message.Content)),
        MessageKind.ListModels => new Asked(message.Kind, Assemblies: PlainMessages.ReadCatalogueOrder(message)),
        MessageKind.Replay => new Asked(message.Kind, Again: WorkerJson.Read<ReplayOrder>(message.Content)),
        MessageKind.Record or MessageKind.Run or MessageKind.RunAlone => new Asked(message.Kind),
        _ => throw new InvalidDataException($"A worker was sent a message of kind {message.Kind}."),
    };
}
