using Verifier.Workers.Watching;

namespace Verifier.Workers.Asking;

/// <summary>A run ended its worker, or had to be ended with it.</summary>
/// <param name="how">What the driver did, in the words of <see cref="LossOfControl"/>.</param>
/// <param name="run">How many runs behind the first without an answer it was.</param>
/// <param name="details">More lines: the exit code, what the runtime said.</param>
internal sealed class WorkerLost(string how, int run, IReadOnlyList<string> details) : Exception($"The driver {how}.")
{
    /// <summary>What the driver did.</summary>
    public string How => how;

    /// <summary>How many runs behind the first without an answer it was.</summary>
    public int Run => run;

    /// <summary>More lines.</summary>
    public IReadOnlyList<string> Details => details;
}
