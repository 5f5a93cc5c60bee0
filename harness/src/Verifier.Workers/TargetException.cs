namespace Verifier.Workers;

/// <summary>
/// One scenario with one driver cannot be done, or not go on. It becomes that one's error: the others are done all the same. Where there is
/// nothing but that one, it is an error as any other.
/// </summary>
/// <param name="reason">The party at fault.</param>
/// <param name="message">The message.</param>
internal sealed class TargetException(RefusalReason reason, string message) : RefusalException(reason, message);
