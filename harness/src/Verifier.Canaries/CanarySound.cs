namespace Verifier.Canaries;

/// <summary>No defect: every finding in it is a false alarm.</summary>
public sealed class CanarySound : CanaryDriver
{
    /// <inheritdoc/>
    public override string Name => "canary-sound";

    /// <inheritdoc/>
    public override string Description => "No defect: whatever is found in it is a false alarm.";
}
