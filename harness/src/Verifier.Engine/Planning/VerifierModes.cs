using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>
/// Driver Verifier's own fault modes as rules, so that a team can carry its settings over
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions, #systematic-low-resources-simulation, #ndis).
/// </summary>
internal static class VerifierModes
{
    private const string NdisModule = "ndis.sys";

    public static IEnumerable<PlannedRule> RulesOf(VerifierSettings settings, SystemProfile profile, int firstIndex)
    {
        var index = firstIndex;
        if (settings.LowResources is { } lowResources)
        {
            yield return LowResources(lowResources, profile, index++);
        }

        if (settings.SystematicLowResources)
        {
            yield return Systematic(index++);
        }

        if (settings.NdisLowResources)
        {
            yield return Ndis(index);
        }
    }

    // Before Vista the settings could not be changed: the defaults stand, whatever a script says
    // (harness/docs/facts/driver-verifier.md#low-resources-simulation-settings).
    private static PlannedRule LowResources(LowResourcesSettings asked, SystemProfile profile, int index)
    {
        var settings = profile.Version >= WindowsVersion.Vista ? asked : new LowResourcesSettings();
        return new PlannedRule
        {
            Index = index,
            Name = "randomised low resources simulation",
            Origin = RuleOrigin.LowResources,
            Targets = [.. DdiCatalogue.All.Where(d => d.CanFail && d.LowResourcesSince <= profile.Version)],
            Where = new FaultWhere { Tags = settings.Tags },
            When = new FaultWhen
            {
                Probability = Rate.Of(settings.Probability, 10_000),
                DelayTime = settings.Delay == TimeSpan.Zero ? null : settings.Delay,
            },
            Applications = settings.Applications,
        };
    }

    private static PlannedRule Systematic(int index) => new()
    {
        Index = index,
        Name = "systematic low resources simulation",
        Origin = RuleOrigin.Systematic,
        Targets = Planner.EveryFallible,
        When = new FaultWhen { NewStack = true },
    };

    // NDIS publishes no rate for its flag; Driver Verifier's default is our choice (FIDELITY.md).
    private static PlannedRule Ndis(int index) => new()
    {
        Index = index,
        Name = "NDIS verifier: INJECT_ALLOCATION_FAILURE",
        Origin = RuleOrigin.Ndis,
        Targets = [.. DdiFamilies.Members("all").Where(d => d.Module == NdisModule)],
        When = new FaultWhen { Probability = Rate.Of(LowResourcesSettings.DefaultProbability, 10_000) },
    };
}
