using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Verifier.Kernel;

namespace Verifier.Workers.Supervising;

/// <summary>Gives a driver up that keeps ending its workers, in one scenario. All jobs share it.</summary>
internal sealed class DriverBreaker
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<bool> _pipeline;
    private int _answers;
    private int _losses;

    /// <summary>A new one, which has seen nothing.</summary>
    public DriverBreaker(WorkerPipelines pipelines) => _pipeline = pipelines.Breaker(_state);

    /// <summary>The reason why the driver is given up; null while it is not.</summary>
    public string? Reason => _state.CircuitState is CircuitState.Closed ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"not run: the driver took control in {Counted.Of(_losses, "run")} of this scenario, more than one in {WorkerPipelines.AnswersPerLoss}; it was given up");

    /// <summary>A run has come to its end.</summary>
    public void Answered()
    {
        if (Interlocked.Increment(ref _answers) % WorkerPipelines.AnswersPerLoss == 0)
        {
            Note(isLost: false);
        }
    }

    /// <summary>The driver took control in a run.</summary>
    public void Lost()
    {
        Interlocked.Increment(ref _losses);
        Note(isLost: true);
    }

    private void Note(bool isLost)
    {
        if (_state.CircuitState is CircuitState.Closed)
        {
            _pipeline.Execute(static lost => lost, isLost);
        }
    }
}
