namespace Verifier.HostileModels;

/// <summary>Starts a thread and waits for its end: there is nothing left to be seen.</summary>
public sealed class BriefThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-brief-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var brief = new Thread(() => { });
        brief.Start();
        brief.Join();
    }
}
