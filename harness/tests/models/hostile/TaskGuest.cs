namespace Verifier.HostileModels;

/// <summary>Queues work to the thread pool.</summary>
public sealed class TaskGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-task";

    /// <inheritdoc/>
    protected override void Misbehave() => Task.Run(() => Thread.Sleep(1));
}
