namespace Verifier.HostileModels;

/// <summary>As <see cref="BriefThreadGuest"/>, with a thread that takes nothing over from who started it.</summary>
public sealed class UnsafeThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-unsafe-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var brief = new Thread(() => { });
        brief.UnsafeStart();
        brief.Join();
    }
}
