namespace Verifier.Kernel;

/// <summary>
/// The objects that a thread waits for: dispatcher objects (addresses), any or all of them, until a point in virtual time.
/// </summary>
internal sealed record WaitRequest(IReadOnlyList<ulong> Objects, bool All, bool Alertable, long DueTime)
{
    /// <summary>No timeout.</summary>
    public const long Forever = long.MaxValue;

    /// <summary>For the system's own waits: over when this holds, independent of the objects; with the awaited event in words.</summary>
    public (Func<bool> Holds, string Words)? Condition { get; init; }

    /// <summary>Until something holds; for ever if it never does.</summary>
    public static WaitRequest For(string words, Func<bool> holds) => new([], false, false, Forever) { Condition = (holds, words) };

    /// <summary>Only time: KeDelayExecutionThread.</summary>
    public static WaitRequest Until(long dueTime) => new([], false, false, dueTime);
}
