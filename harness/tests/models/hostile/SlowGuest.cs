namespace Verifier.HostileModels;

/// <summary>Computes for a while, and comes back: it is slow, and does nothing wrong.</summary>
public sealed class SlowGuest : GuestDriver
{
    /// <summary>How many rounds it computes: about a second of processor time.</summary>
    private const int Rounds = 300_000_000;

    /// <inheritdoc/>
    public override string Name => "guest-slow";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var sum = 1u;
        for (var i = 0; i < Rounds; i++)
        {
            sum = (sum * 31) + (uint)i;
        }

        GC.KeepAlive(sum);
    }
}
