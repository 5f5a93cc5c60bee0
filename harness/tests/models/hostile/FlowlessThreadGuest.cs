namespace Verifier.HostileModels;

/// <summary>As <see cref="BriefThreadGuest"/>, while nothing is handed over to what it starts.</summary>
public sealed class FlowlessThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-flowless-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        using var suppressed = ExecutionContext.SuppressFlow();
        var brief = new Thread(() => { });
        brief.Start();
        brief.Join();
    }
}
