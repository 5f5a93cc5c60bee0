namespace Verifier.HostileModels;

/// <summary>Sets a timer of the runtime.</summary>
public sealed class TimerGuest : GuestDriver
{
    private static Timer? s_timer;

    /// <inheritdoc/>
    public override string Name => "guest-timer";

    /// <inheritdoc/>
    protected override void Misbehave() => s_timer = new Timer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
}
