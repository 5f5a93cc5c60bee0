namespace Verifier.Kernel;

/// <summary>What a thread waits for: dispatcher objects (addresses), any or all of them, until a point in virtual time.</summary>
internal sealed record WaitRequest(IReadOnlyList<ulong> Objects, bool All, bool Alertable, long DueTime)
{
    /// <summary>No timeout.</summary>
    public const long Forever = long.MaxValue;

    /// <summary>Only time: KeDelayExecutionThread.</summary>
    public static WaitRequest Until(long dueTime) => new([], false, false, dueTime);
}
