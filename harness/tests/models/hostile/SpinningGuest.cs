using System.Diagnostics.CodeAnalysis;

namespace Verifier.HostileModels;

/// <summary>Never comes back.</summary>
public sealed class SpinningGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-spin";

    /// <inheritdoc/>
    [SuppressMessage("Blocker Bug", "S2190", Justification = "never coming back is what it is for")]
    protected override void Misbehave()
    {
        while (true)
        {
        }
    }
}
