using Verifier.Kernel;

namespace Verifier.HostileModels;

/// <summary>Throws dice only when its third block cannot be had.</summary>
public sealed class LateDiceGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-late-dice";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, (ulong)Guid.NewGuid().GetHashCode() & 0xFFF, "Dice");
        ExFreePoolWithTag(block, "Dice");
    }
}
