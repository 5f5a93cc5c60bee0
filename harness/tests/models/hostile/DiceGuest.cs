using Verifier.Kernel;

namespace Verifier.HostileModels;

/// <summary>Throws dice: no two runs of it are the same.</summary>
public sealed class DiceGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-dice";

    /// <inheritdoc/>
    protected override void Enter()
    {
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, (ulong)Guid.NewGuid().GetHashCode() & 0xFFF, "Dice");
        ExFreePoolWithTag(block, "Dice");
    }
}
