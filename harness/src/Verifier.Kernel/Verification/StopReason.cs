namespace Verifier.Kernel;

/// <summary>Why a simulated machine stopped: a bug check, or a hang or shortage (then <see cref="BugCheck"/> is null), with what is known besides.</summary>
internal sealed record StopReason(BugCheck? BugCheck, string? Detail)
{
    public bool IsHang => BugCheck is null && !IsShortage;

    /// <summary>The system itself waits for memory that other consumers never give back.</summary>
    public bool IsShortage { get; init; }

    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<Origin> About { get; init; } = [];
}
