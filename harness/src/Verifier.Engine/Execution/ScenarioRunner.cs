using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Execution;

/// <summary>
/// Runs plans, one after the other, on machines that it keeps from run to run, and says what was seen; judging is
/// <see cref="Exploration"/>'s. One a job: not thread safe, and needs no lock, since machines share nothing.
/// </summary>
public sealed class ScenarioRunner : IDisposable
{
    private readonly Dictionary<(int PageSize, bool IsShared), Machine> _machines = [];

    /// <summary>Runs a plan.</summary>
    public RunObservation Observe(Plan plan, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        var run = ObserveOnce(plan, options);
        if (options.OriginsOf is not null)
        {
            return Origins.Fill(run, run.Origins);
        }

        if (!options.CapturesStacks || Origins.WantedBy(run) is not { IsEmpty: false } calls)
        {
            return run;
        }

        // A model that does not repeat itself has no places to show.
        var again = ObserveOnce(plan, Origins.Seeking(options, calls));
        return again.TraceHash == run.TraceHash ? Origins.Fill(run, again.Origins) : run;
    }

    private RunObservation ObserveOnce(Plan plan, RunOptions options)
    {
        var machine = MachineFor(plan.Profile, plan.Driver.RunsCompiledCode);
        machine.Reset(plan.Profile);
        return new Run(machine, plan, options).Execute();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var machine in _machines.Values)
        {
            machine.Dispose();
        }

        _machines.Clear();
    }

    private Machine MachineFor(SystemProfile profile, bool isShared)
    {
        if (!_machines.TryGetValue((profile.PageSize, isShared), out var machine))
        {
            machine = MachineAssembly.Build(profile, isShared);
            _machines.Add((profile.PageSize, isShared), machine);
        }

        return machine;
    }
}
