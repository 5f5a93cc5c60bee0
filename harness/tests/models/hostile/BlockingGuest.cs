namespace Verifier.HostileModels;

/// <summary>Blocks for ever on a lock of the host: it uses no processor, and nothing will wake it.</summary>
public sealed class BlockingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-block";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
