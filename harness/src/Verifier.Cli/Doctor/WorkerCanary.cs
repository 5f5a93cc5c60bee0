using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Settings;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Running;
using Verifier.Workers.Temporary;

namespace Verifier.Cli.Doctor;

/// <summary>Explores canaries in a worker process, as drivers are explored: for those that end it, and compiled ones. Workers read scripts from files.</summary>
internal sealed class WorkerCanary : IDisposable
{
    private readonly string _folder = TemporaryFiles.NewFolder();
    private readonly WorkerSupply _supply;
    private readonly WorkerCaseRunner _runner;

    /// <summary>Starts nothing yet.</summary>
    public WorkerCanary(CliHost host)
    {
        _supply = CliWorkers.For(host, DriverSources.OfAssemblies(typeof(Verifier.Canaries.CanarySound).Assembly.Location));
        _runner = new WorkerCaseRunner(_supply);
    }

    /// <summary>What came of it.</summary>
    /// <exception cref="CliException">No worker can be had.</exception>
    public CampaignOutcome Explore(Plan plan, ExploreSettings settings, CancellationToken stop)
    {
        var file = Path.Combine(_folder, plan.ScenarioPath);
        using (var script = typeof(Verifier.Canaries.CanarySound).Assembly.GetManifestResourceStream(plan.ScenarioPath)!)
        using (var copy = File.Create(file))
        {
            script.CopyTo(copy);
        }

        var target = new ExplorationTarget(plan, settings) { ScriptFile = file };
        var campaign = new Campaign(plan, settings, _runner.Record(target, stop));
        while (campaign.TryTake(out var one))
        {
            _runner.Try(target, [one!], campaign.Accept, stop);
            stop.ThrowIfCancellationRequested();
        }

        return campaign.Outcome();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runner.Dispose();
        _supply.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
