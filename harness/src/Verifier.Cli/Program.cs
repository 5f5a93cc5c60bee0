using Verifier.Cli;

using var host = CliHost.OfProcess();
return new CommandLine(host).Run(args);
