namespace Verifier.HostileModels;

/// <summary>Sleeps for ever.</summary>
public sealed class SleepingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-sleep";

    /// <inheritdoc/>
    protected override void Misbehave() => Thread.Sleep(Timeout.Infinite);
}
