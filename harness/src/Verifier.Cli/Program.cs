using Verifier.Cli;
using Verifier.Cli.Commands;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Kernel;

if (!OpenFileLimit.IsEnough())
{
    return (int)ExitCode.SystemRefuses;
}

try
{
    if (WorkerCommand.IsAsked(args))
    {
        return (int)WorkerCommand.Run(args);
    }

    using var host = CliHost.OfProcess();
    CliWorkers.StartAhead(host, args);
    return new CommandLine(host).Run(args);
}
#pragma warning disable CA1031 // before there is a command line nothing else can report it: one line and the exit code, no stack
catch (Exception e)
#pragma warning restore CA1031
{
    using var error = CliHost.OpenError();
    error.WriteLine($"error: internal error: {e.GetType().Name}: {ExceptionText.MessageOf(e).ReplaceLineEndings(" ")}");
    return (int)ExitCode.Internal;
}
