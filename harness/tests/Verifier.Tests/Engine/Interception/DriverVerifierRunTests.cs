using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Replay;

namespace Verifier.Tests.Engine.Interception;

/// <summary>
/// Driver Verifier's modes at work, through a driver's calls, and its counters
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions, #systematic-low-resources-simulation, #counters, #ndis).
/// </summary>
public sealed class DriverVerifierRunTests : LayerFixture
{
    private const int Calls = 4000;

    private static readonly string[] CounterNames =
    [
        "RaiseIrqls", "AcquireSpinLocks", "SynchronizeExecutions", "AllocationsAttempted", "AllocationsSucceeded",
        "AllocationsSucceededSpecialPool", "AllocationsWithNoTag", "Trims", "AllocationsFailed", "AllocationsFailedDeliberately", "Loads",
        "Unloads", "UnTrackedPool", "CurrentPagedPoolAllocations", "CurrentNonPagedPoolAllocations", "PeakPagedPoolAllocations",
        "PeakNonPagedPoolAllocations", "PagedPoolUsageInBytes", "NonPagedPoolUsageInBytes", "PeakPagedPoolUsageInBytes",
        "PeakNonPagedPoolUsageInBytes",
    ];

    [Test]
    public void Low_resources_begins_after_8_minutes_and_fails_about_6_percent()
    {
        Verify(new VerifierSettings { LowResources = new LowResourcesSettings() });
        Assert.That(FailedPairs(), Is.Zero, "the system settles first");
        Machine.Clock.Spend(TimeSpan.FromMinutes(8).Ticks);
        Assert.That(FailedPairs(), Is.InRange(180, 300), "240 expected, standard deviation 15");
    }

    [Test]
    public void Low_resources_takes_tags_and_applications()
    {
        Verify(new VerifierSettings
        {
            LowResources = new LowResourcesSettings
            {
                Probability = 10_000,
                Tags = [new Glob("Fr*")],
                Applications = [new Glob("Notepad.exe")],
                Delay = TimeSpan.Zero,
            },
        });
        Assert.That(FailedOf(1, tag: "Fred"), Is.Empty, "another process");
        Machine.Scheduler.WorkFor("Notepad.exe");
        Assert.That(FailedOf(1, tag: "Fred"), Is.Not.Empty);
        Assert.That(FailedOf(1, tag: "Test"), Is.Empty);
    }

    [Test]
    public void Ndis_flag_fails_calls_to_ndis_only()
    {
        Verify(new VerifierSettings { NdisLowResources = true });
        Assert.That(FailedPairs(), Is.Zero);
        Assert.That(FailedNdisPairs(), Is.GreaterThan(0));
    }

    [Test]
    public void Both_simulations_together_each_fail_their_own()
    {
        Verify(new VerifierSettings { LowResources = new LowResourcesSettings { Delay = TimeSpan.Zero }, NdisLowResources = true });
        Assert.That(FailedPairs(), Is.GreaterThan(0));
        Assert.That(FailedNdisPairs(), Is.GreaterThan(0));
        foreach (var injection in Layer.Failures.Injections)
        {
            Assert.That(injection.Rule.Origin, Is.EqualTo(injection.Ddi.Module == "ndis.sys" ? RuleOrigin.Ndis : RuleOrigin.LowResources));
        }
    }

    [Test]
    public void Systematic_fails_every_call_site_once()
    {
        Verify(new VerifierSettings { Options = VerifierOptions.SystematicLowResources });
        var failed = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            failed.Add(AllocatePool());
            failed.Add(AllocateMdl());
            failed.Add(AllocatePool());
        }

        // Three call sites in this loop: the first pass fails each, and each only once.
        Assert.That(failed, Is.EqualTo(new[] { true, true, true, false, false, false, false, false, false }));
    }

    [Test]
    public void Counters_have_Driver_Verifiers_names_in_its_order()
    {
        var run = Observe("low-resources", "array-cache-swap");
        Assert.That(run.Counters.Select(c => c.Key), Is.EqualTo(CounterNames));
    }

    [Test]
    public void Faults_injected_are_counted_apart_from_real_failures()
    {
        var injected = Observe("low-resources", "array-cache-swap");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(injected.Injections, Is.Not.Empty);
            Assert.That(Counter(injected, "AllocationsFailedDeliberately"), Is.EqualTo(injected.Injections.Length));
            Assert.That(Counter(injected, "AllocationsFailed"), Is.Zero);
            Assert.That(Counter(injected, "Loads"), Is.EqualTo(1));
            Assert.That(Counter(injected, "Unloads"), Is.EqualTo(1));
            Assert.That(Counter(injected, "CurrentPagedPoolAllocations") + Counter(injected, "CurrentNonPagedPoolAllocations"), Is.Zero);
            Assert.That(Counter(injected, "AllocationsSucceeded"), Is.GreaterThan(0));
        }
    }

    private static Verifier.Engine.Observation.RunObservation Observe(string scenario, string driver)
    {
        using var runner = new ScenarioRunner();
        return runner.Observe(PlanSource.Make(scenario, driver), RunOptions.Default);
    }

    private static long Counter(Verifier.Engine.Observation.RunObservation run, string name) => run.Counters.Single(c => c.Key == name).Value;

    private void Verify(VerifierSettings settings) => Intercept([.. VerifierModes.RulesOf(settings, Machine.Profile, 0)]);

    private bool AllocatePool() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 32, Tag).IsNull;

    private bool AllocateMdl() => Driver.IoAllocateMdl(Pointer.Null, 32).IsNull;

    private int FailedPairs()
    {
        var failed = 0;
        for (var i = 0; i < Calls; i++)
        {
            var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
            if (block.IsNull)
            {
                failed++;
            }
            else
            {
                Driver.ExFreePoolWithTag(block, Tag);
            }
        }

        return failed;
    }

    private int FailedNdisPairs()
    {
        var failed = 0;
        for (var i = 0; i < Calls; i++)
        {
            var block = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, 64, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
            if (block.IsNull)
            {
                failed++;
            }
            else
            {
                Driver.NdisFreeMemory(block);
            }
        }

        return failed;
    }
}
