namespace Verifier.HostileModels;

/// <summary>Calls Environment.FailFast.</summary>
public sealed class FailFastGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-fail-fast";

    /// <inheritdoc/>
    protected override void Misbehave() => Environment.FailFast("the guest leaves");
}
