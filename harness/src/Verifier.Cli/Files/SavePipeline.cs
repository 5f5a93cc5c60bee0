using Polly;
using Polly.Retry;

namespace Verifier.Cli.Files;

/// <summary>Saving a file, tried again when somebody else has it open for a moment: an editor, a virus scanner, an indexer.</summary>
internal static class SavePipeline
{
    /// <summary>The number of attempts before the failure is reported to the user.</summary>
    public const int Retries = 5;

    /// <summary>Makes the pipeline.</summary>
    /// <param name="clock">What the waits are measured with.</param>
    public static ResiliencePipeline Create(TimeProvider clock) => Builder(clock).Build();

    /// <summary>The pipeline before it is built; tests put failures at its end.</summary>
    public static ResiliencePipelineBuilder Builder(TimeProvider clock) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments.Outcome.Exception)),
            MaxRetryAttempts = Retries,
            Delay = TimeSpan.FromMilliseconds(50),
            BackoffType = DelayBackoffType.Exponential,
        });

    // Windows says "access denied" when it cannot replace a file that is open.
    private static bool MayPass(Exception? exception) => exception is UnauthorizedAccessException
        || (exception is IOException and not (DirectoryNotFoundException or PathTooLongException or DriveNotFoundException));
}
