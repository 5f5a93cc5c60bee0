using Verifier.Kernel;

namespace Verifier.Drivers.JobQueue;

/// <summary>
/// The queue as it should be: keeps a few headers and the digest's buffer for the next request, has a reserve for short jobs, and undoes a
/// job that it cannot keep.
/// </summary>
public sealed class JobQueueCorrect : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-correct";

    /// <inheritdoc/>
    public override string Description => "A job queue that keeps what it needs again, has a reserve for short jobs and undoes what fails.";
}
