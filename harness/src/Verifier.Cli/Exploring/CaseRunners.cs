using Serilog;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Settings;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>Makes a runner for each job: with a worker process, or in this process.</summary>
internal sealed class CaseRunners : IDisposable
{
    private readonly CliHost _host;
    private readonly ILogger? _log;
    private readonly WorkerSupply? _workers;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="settings">Which of the two is wanted.</param>
    /// <param name="log">The log, if somebody reads it.</param>
    public CaseRunners(CliHost host, RunSettings settings, ILogger? log)
    {
        _host = host;
        _log = log;
        _workers = settings.IsIsolated ?? host.IsolatesByDefault ? CliWorkers.For(host, settings.Sources) : null;
    }

    /// <summary>A job's own.</summary>
    public ICaseRunner New() => _workers is null ? _host.NewCaseRunner(_log) : new WorkerCaseRunner(_workers);

    /// <inheritdoc/>
    public void Dispose() => _workers?.Dispose();
}
