namespace Verifier.History;

/// <summary>A history file cannot be used as it is. The message is one sentence for the user that says what to do.</summary>
public sealed class HistoryException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="problem">What kind of problem it is.</param>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="cause">What the engine or the system said; null when it said nothing.</param>
    public HistoryException(HistoryProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    /// <summary>What kind of problem it is.</summary>
    public HistoryProblem Problem { get; }

    /// <summary>May it pass by itself? Then the same call can be tried again.</summary>
    public bool MayPass => Problem == HistoryProblem.Busy;
}
