namespace Verifier.HostileModels;

/// <summary>Ends its process as if all were well, whatever fails.</summary>
public sealed class LeavingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-leave";

    /// <inheritdoc/>
    protected override void Enter() => Environment.Exit(0);
}
