using Verifier.Cli;
using Verifier.Cli.Commands;

try
{
    if (WorkerCommand.IsAsked(args))
    {
        return (int)WorkerCommand.Run(args);
    }

    using var host = CliHost.OfProcess();
    host.IdleWorkers.StartAhead(args, host.WorkingFolder);
    return new CommandLine(host).Run(args);
}
#pragma warning disable CA1031 // before there is a command line nobody else can say it: one line and the exit code, no stack
catch (Exception e)
#pragma warning restore CA1031
{
    Console.Error.WriteLine($"error: internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
    return (int)ExitCode.Internal;
}
