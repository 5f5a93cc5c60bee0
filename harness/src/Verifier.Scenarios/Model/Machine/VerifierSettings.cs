namespace Verifier.Scenarios.Model;

/// <summary><c>verifier:</c>, what a team would have set in Driver Verifier.</summary>
public sealed record VerifierSettings : ScenarioNode
{
    /// <summary>Nothing verified beyond what is always checked.</summary>
    public static VerifierSettings None { get; } = new();

    /// <summary>The options in force, those that others switch on included.</summary>
    public VerifierOptions Options { get; init; }

    /// <summary>Randomized low resources simulation; null if off. Set exactly when <see cref="VerifierOptions.LowResources"/> is.</summary>
    public LowResourcesSettings? LowResources { get; init; }

    /// <summary>NDIS's own flag INJECT_ALLOCATION_FAILURE (harness/docs/facts/driver-verifier.md#ndis).</summary>
    public bool NdisLowResources { get; init; }

    /// <summary>
    /// Systematic (stack based) low resources simulation (harness/docs/facts/driver-verifier.md#systematic-low-resources-simulation).
    /// </summary>
    public bool SystematicLowResources => Options.HasFlag(VerifierOptions.SystematicLowResources);
}
