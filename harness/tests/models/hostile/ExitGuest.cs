namespace Verifier.HostileModels;

/// <summary>Calls Environment.Exit.</summary>
public sealed class ExitGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-exit";

    /// <inheritdoc/>
    protected override void Misbehave() => Environment.Exit(7);
}
