namespace Verifier.HostileModels;

/// <summary>Overflows its stack.</summary>
public sealed class StackGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-stack";

    /// <inheritdoc/>
    protected override void Misbehave() => Deeper(0);

    private static long Deeper(long depth) => Deeper(depth + 1) + 1;
}
