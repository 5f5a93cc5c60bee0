namespace Verifier.Workers;

/// <summary>What was asked cannot be done; the message says what, where and how to mend it, and is all that the user sees.</summary>
/// <param name="reason">Whose it is.</param>
/// <param name="message">The message; one line for each error.</param>
internal class RefusalException(RefusalReason reason, string message) : Exception(message)
{
    /// <summary>Whose it is.</summary>
    public RefusalReason Reason => reason;

    /// <summary>What was asked must be mended.</summary>
    public static RefusalException Request(string message) => new(RefusalReason.Request, message);
}
