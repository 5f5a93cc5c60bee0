namespace Verifier.Kernel;

/// <summary>
/// The reason why a simulated machine stopped: a bug check, or a hang or shortage (then <see cref="BugCheck"/> is null), with further
/// facts.
/// </summary>
internal sealed record StopReason(BugCheck? BugCheck, string? Detail)
{
    public bool IsHang => BugCheck is null && !IsShortage && Unmodelled is null;

    /// <summary>The import that a compiled driver came to and the simulated kernel does not have; null when that is not the reason.</summary>
    public UnmodelledUse? Unmodelled { get; init; }

    /// <summary>The system itself waits for memory that other consumers never give back.</summary>
    public bool IsShortage { get; init; }

    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<Origin> About { get; init; } = [];
}
