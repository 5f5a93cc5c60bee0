namespace Verifier.HostileModels;

/// <summary>Does everything right: what the others are compared with.</summary>
public sealed class TameGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-tame";
}
