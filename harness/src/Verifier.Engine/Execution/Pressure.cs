using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// Other consumers of memory: they take and release pool of the same machine, so that what the driver meets then is real exhaustion
/// and not a fault of ours.
/// </summary>
internal sealed class Pressure(Machine machine)
{
    /// <summary>True to pass over rounds of spikes that change nothing. The result is the same; without it a run takes longer.</summary>
    public bool Coalesces { get; set; } = true;

    private readonly Dictionary<string, PoolHold> _held = new(StringComparer.Ordinal);

    public StepResult Apply(PressureOperation operation)
    {
        switch (operation)
        {
            case PressureTrimOperation:
                machine.Pages.TrimAll();
                return StepResult.Done;
            case PressureHoldOperation hold:
                _held[hold.Handle] = Take(hold.Pool, hold.Bytes);
                return StepResult.Done;
            case PressureReleaseOperation release:
                return Release(release.Handle);
            case PressureFragmentOperation fragment:
                machine.Pool.Pressure.Fragment((ulong)fragment.Bytes, (ulong)fragment.Block, fragment.Pool == PoolKind.Paged);
                return StepResult.Done;
            case PressureSpikeOperation spike:
                Spike(spike);
                return StepResult.Done;
            default:
                throw new NotSupportedException($"The pressure \"{operation.GetType().Name}\" is not applied yet.");
        }
    }

    private StepResult Release(string handle)
    {
        if (!_held.Remove(handle, out var blocks))
        {
            return StepResult.Skipped($"nothing is held as \"{handle}\"");
        }

        machine.Pool.Pressure.Release(blocks);
        return StepResult.Done;
    }

    private void Spike(PressureSpikeOperation spike)
    {
        var spikes = new Spikes(machine, spike);
        machine.Scheduler.CreateStackless("memory spikes", spikes.Live(), Coalesces ? spikes : null);
        machine.Scheduler.Yield();
    }

    private PoolHold Take(PoolKind pool, long bytes) => machine.Pool.Pressure.TakeForPressure((ulong)bytes, pool == PoolKind.Paged);
}
