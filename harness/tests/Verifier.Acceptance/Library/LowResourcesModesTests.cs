using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;

namespace Verifier.Acceptance.Library;

/// <summary>Driver Verifier's random simulation and NDIS's own, as the library's scenarios switch them on.</summary>
public sealed class LowResourcesModesTests
{
    private const long EightMinutes = 8L * 60 * TimeSpan.TicksPerSecond;

    [Test]
    public void Both_simulations_and_real_shortage_meet_in_one_run()
    {
        var run = Run("scenarios/fast/spike-nic-both-simulations.yaml", "spike-nic-graceful");
        var byOrigin = run.Injections.ToLookup(i => i.Rule.Origin);
        Assert.Multiple(() =>
        {
            Assert.That(byOrigin[RuleOrigin.LowResources].Select(i => i.Ddi.Module).Distinct(), Is.EqualTo(new[] { "ntoskrnl.exe" }));
            Assert.That(byOrigin[RuleOrigin.Ndis].Select(i => i.Ddi.Module).Distinct(), Is.EqualTo(new[] { "ndis.sys" }));
            Assert.That(run.RealFailures, Is.Positive, "the spikes drain the pool besides");
        });
    }

    [Test]
    public void Random_simulation_waits_for_its_boot_delay_and_keeps_to_its_tags()
    {
        var run = Run("scenarios/fast/leaky-low-resources.yaml", "leaky-fixed");
        Assert.That(run.Injections, Is.Not.Empty);
        Assert.That(run.Injections, Has.All.Matches<Injection>(i => i.Time >= EightMinutes && i.Tag == "NTxt"));
    }

    private static RunObservation Run(string path, string driver)
    {
        using var runner = new ScenarioRunner();
        return runner.Run(Planner.Make(ScenarioLibrary.Read(path), ScenarioLibrary.Drivers.Single(d => d.Name == driver))).Run;
    }
}
