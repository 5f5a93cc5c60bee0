namespace Verifier.Acceptance.Cli;

/// <summary>Does everything right.</summary>
public sealed class SoundModel : BlockKeeper
{
    /// <inheritdoc/>
    public override string Name => "sound";
}
