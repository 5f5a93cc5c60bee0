using Verifier.Workers.Watching;

namespace Verifier.Workers.Asking;

/// <summary>A run ended its worker, or had to be ended with it.</summary>
/// <param name="how">The act of the driver, in the words of <see cref="LossOfControl"/>.</param>
/// <param name="run">Number of the lost run, 0-based from the first without an answer.</param>
/// <param name="details">More lines: the exit code, what the runtime said.</param>
internal sealed class WorkerLost(string how, int run, IReadOnlyList<string> details) : Exception($"The driver {how}.")
{
    /// <summary>The act of the driver.</summary>
    public string How => how;

    /// <summary>Number of the lost run, 0-based from the first without an answer.</summary>
    public int Run => run;

    /// <summary>More lines.</summary>
    public IReadOnlyList<string> Details => details;
}
