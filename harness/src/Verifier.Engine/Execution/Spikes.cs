using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>A consumer that takes memory, keeps it for a while and gives it back, again and again.</summary>
internal sealed class Spikes(Machine machine, PressureSpikeOperation spike) : ISteadyLife
{
    private PoolHold? _held;
    private long _began;

    /// <inheritdoc/>
    public bool IsAtRest => _held is null;

    /// <summary>Its life, from now on.</summary>
    public IEnumerator<KernelAction> Live()
    {
        do
        {
            _began = machine.Clock.Now;
            _held = machine.Pool.Pressure.TakeForPressure((ulong)spike.Bytes, spike.Pool == PoolKind.Paged);
            yield return KernelAction.Block(WaitRequest.Until(_began + spike.For.Ticks));
            machine.Pool.Pressure.Release(_held);
            _held = null;
            if (spike.Every is { } every)
            {
                yield return KernelAction.Block(WaitRequest.Until(_began + every.Ticks));
            }
        }
        while (spike.Every is not null);
    }

    /// <inheritdoc/>
    public void AddTo(ref StateHash hash)
    {
        hash.Add(_began - machine.Clock.Now);
        _held?.AddTo(ref hash);
    }

    /// <inheritdoc/>
    public void Pass(long ticks) => _began += ticks;
}
