namespace Verifier.HostileModels;

/// <summary>Allocates without end.</summary>
public sealed class HungryGuest : GuestDriver
{
    private readonly List<byte[]> _all = [];

    /// <inheritdoc/>
    public override string Name => "guest-hungry";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        while (true)
        {
            _all.Add(new byte[1 << 20]);
        }
    }
}
