namespace Verifier.HostileModels;

/// <summary>Overflows its stack although nothing fails.</summary>
public sealed class RudeGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-rude";

    /// <inheritdoc/>
    protected override void Enter() => Deeper(0);

    private static long Deeper(long depth) => Deeper(depth + 1) + 1;
}
