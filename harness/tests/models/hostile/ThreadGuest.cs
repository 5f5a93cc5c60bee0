namespace Verifier.HostileModels;

/// <summary>Leaves a thread behind.</summary>
public sealed class ThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-thread";

    /// <inheritdoc/>
    protected override void Misbehave() => new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true }.Start();
}
