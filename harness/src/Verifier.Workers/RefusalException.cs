namespace Verifier.Workers;

/// <summary>
/// Thrown when a request of the user cannot be met; the message says what, where and how to mend it, and is all that the user sees.
/// </summary>
/// <param name="reason">Whose it is.</param>
/// <param name="message">The message; one line for each error.</param>
internal class RefusalException(RefusalReason reason, string message) : Exception(message)
{
    /// <summary>Whose it is.</summary>
    public RefusalReason Reason => reason;

    /// <summary>A refusal of a request that the user must mend.</summary>
    public static RefusalException Request(string message) => new(RefusalReason.Request, message);
}
