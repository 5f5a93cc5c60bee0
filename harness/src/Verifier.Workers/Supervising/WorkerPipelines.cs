using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Verifier.Workers.Supervising;

/// <summary>
/// The supervision of workers: how long they may be silent, what is tried again, and when a driver is given up. Tests put faults at the
/// inner ends.
/// </summary>
internal sealed record WorkerPipelines
{
    /// <summary>The number of attempts after a fault of the infrastructure.</summary>
    public const int Retries = 5;

    /// <summary>So many runs must have been lost before a driver is given up.</summary>
    public const int LeastLosses = 10;

    /// <summary>So many answered runs outweigh one that was lost.</summary>
    public const int AnswersPerLoss = 10;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    // The longest that the strategy knows: a campaign does not forget.
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(1);

    /// <summary>The clock that measures waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The pipeline around the start of a worker.</summary>
    public Action<ResiliencePipelineBuilder>? AroundStart { get; init; }

    /// <summary>The pipeline around each sending of questions.</summary>
    public Action<ResiliencePipelineBuilder>? AroundSend { get; init; }

    /// <summary>The pipeline around each wait for answers.</summary>
    public Action<ResiliencePipelineBuilder>? AroundWait { get; init; }

    /// <summary>Tries faults of the infrastructure again, later each time; what the driver does is not tried again here.</summary>
    public ResiliencePipeline Retry() => Builder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<WorkerFault>(),
        MaxRetryAttempts = Retries,
        Delay = FirstDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = false,
    }).Build();

    /// <summary>The start of a worker.</summary>
    public ResiliencePipeline Start() => With(Builder(), AroundStart);

    /// <summary>The sending of questions.</summary>
    public ResiliencePipeline Send() => With(Builder(), AroundSend);

    /// <summary>The wait for answers.</summary>
    public ResiliencePipeline Wait() => With(Builder(), AroundWait);

    /// <summary>Opens when a driver loses its worker in more than one of <see cref="AnswersPerLoss"/> runs.</summary>
    /// <param name="state">Says whether it is open.</param>
    public ResiliencePipeline<bool> Breaker(CircuitBreakerStateProvider state) =>
        new ResiliencePipelineBuilder<bool> { TimeProvider = Clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
        {
            ShouldHandle = new PredicateBuilder<bool>().HandleResult(isLost => isLost),
            FailureRatio = 0.5,
            MinimumThroughput = LeastLosses,
            SamplingDuration = ForEver,
            BreakDuration = ForEver,
            StateProvider = state,
        }).Build();

    private ResiliencePipelineBuilder Builder() => new() { TimeProvider = Clock };

    private static ResiliencePipeline With(ResiliencePipelineBuilder builder, Action<ResiliencePipelineBuilder>? more)
    {
        more?.Invoke(builder);
        return builder.Build();
    }
}
