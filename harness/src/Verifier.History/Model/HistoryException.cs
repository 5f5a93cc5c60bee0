namespace Verifier.History;

/// <summary>A history file cannot be used as it is. The message is one sentence for the user that says what to do.</summary>
public sealed class HistoryException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problem">The kind of problem.</param>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="cause">The exception of the engine or the system; null if there was none.</param>
    public HistoryException(HistoryProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    /// <summary>The kind of problem.</summary>
    public HistoryProblem Problem { get; }

    /// <summary>True if the problem may pass by itself, so that the same call can be tried again.</summary>
    public bool MayPass => Problem == HistoryProblem.Busy;
}
