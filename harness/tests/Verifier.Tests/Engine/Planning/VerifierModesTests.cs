using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Planning;

/// <summary>
/// Driver Verifier's own modes as rules: which functions, how likely, from when on
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions, #systematic-low-resources-simulation, #ndis).
/// </summary>
public sealed class VerifierModesTests
{
    private static readonly string[] SinceEver =
    [
        "ExAllocatePool", "ExAllocatePoolWithTag", "ExAllocatePoolWithTagPriority", "ExAllocatePoolWithQuota", "ExAllocatePoolWithQuotaTag",
        "MmGetSystemAddressForMdlSafe", "MmMapLockedPagesSpecifyCache", "MmMapIoSpace", "MmProbeAndLockPages",
    ];

    private static readonly string[] SinceVista =
    [
        "IoAllocateIrp", "IoAllocateMdl", "IoAllocateWorkItem", "IoAllocateErrorLogEntry", "MmAllocateContiguousMemory",
        "MmAllocateContiguousMemorySpecifyCache", "MmAllocatePagesForMdl", "MmAllocatePagesForMdlEx", "KeWaitForSingleObject",
        "KeWaitForMutexObject", "KeWaitForMultipleObjects",
    ];

    private static readonly string[] SinceWindows7 =
    [
        "IoMakeAssociatedIrp", "IoBuildDeviceIoControlRequest", "IoBuildSynchronousFsdRequest", "IoBuildAsynchronousFsdRequest",
        "IoSetCompletionRoutineEx", "RtlAnsiStringToUnicodeString", "RtlUnicodeStringToAnsiString", "RtlUpcaseUnicodeString",
        "RtlDowncaseUnicodeString",
    ];

    private static readonly string[] Later = ["MmAllocateNodePagesForMdlEx", "ExAllocatePool2", "ExAllocatePool3"];

    [TestCase("windows-2000-x86")]
    [TestCase("windows-2000-alpha")]
    [TestCase("windows-xp-x86")]
    public void Low_resources_before_Vista_fails_exactly_these(string profile) => AssertTargets(profile, SinceEver);

    [Test]
    public void Low_resources_on_Vista_fails_exactly_these() => AssertTargets("windows-vista-x64", [.. SinceEver, .. SinceVista]);

    [Test]
    public void Low_resources_on_Windows_10_fails_exactly_these() =>
        AssertTargets("windows-10-x64", [.. SinceEver, .. SinceVista, .. SinceWindows7, .. Later]);

    [TestCase("IoCreateDevice")]
    [TestCase("IoConnectInterrupt")]
    [TestCase("MmAllocateNonCachedMemory")]
    [TestCase("MmAllocateMappingAddress")]
    [TestCase("AllocateCommonBuffer")]
    public void Low_resources_leaves_these_to_systematic_simulation(string ddi)
    {
        var declared = DdiCatalogue.Find(ddi);
        Assert.That(declared?.CanFail, Is.True);
        Assert.That(LowResources("windows-10-x64").Targets, Has.None.EqualTo(declared));
        Assert.That(Single(new VerifierSettings { Options = VerifierOptions.SystematicLowResources }).Targets, Has.Some.EqualTo(declared));
    }

    [Test]
    public void Low_resources_by_default_is_6_percent_after_8_minutes_for_everybody()
    {
        var rule = LowResources("windows-10-x64");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.When.Probability, Is.EqualTo(Rate.Of(600, 10_000)));
            Assert.That(rule.When.DelayTime, Is.EqualTo(TimeSpan.FromMinutes(8)));
            Assert.That(rule.Where.Tags, Is.Empty);
            Assert.That(rule.Applications, Is.Empty);
            Assert.That(rule.Origin, Is.EqualTo(RuleOrigin.LowResources));
        }
    }

    [Test]
    public void Low_resources_settings_are_honoured_from_Vista_on()
    {
        var rule = LowResources("windows-vista-x64", Asked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.When.Probability, Is.EqualTo(Rate.Of(1, 10)));
            Assert.That(rule.When.DelayTime, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(rule.Where.Tags, Is.EqualTo(new[] { new Glob("Tag1"), new Glob("Fred*") }));
            Assert.That(rule.Applications, Is.EqualTo(new[] { new Glob("Notepad.exe") }));
        }
    }

    [Test]
    public void Low_resources_without_delay_begins_at_once() =>
        Assert.That(LowResources("windows-10-x64", new LowResourcesSettings { Delay = TimeSpan.Zero }).When.DelayTime, Is.Null);

    [TestCase("windows-2000-x86")]
    [TestCase("windows-xp-x86")]
    public void Low_resources_settings_before_Vista_are_the_defaults_whatever_is_asked(string profile)
    {
        var rule = LowResources(profile, Asked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.When.Probability, Is.EqualTo(Rate.Of(600, 10_000)));
            Assert.That(rule.When.DelayTime, Is.EqualTo(TimeSpan.FromMinutes(8)));
            Assert.That(rule.Where.Tags, Is.Empty);
            Assert.That(rule.Applications, Is.Empty);
        }
    }

    [Test]
    public void Systematic_fails_each_new_stack_of_everything_that_can_fail()
    {
        var rule = Single(new VerifierSettings { Options = VerifierOptions.SystematicLowResources });
        Assert.That(rule.When, Is.EqualTo(new FaultWhen { NewStack = true }));
        Assert.That(rule.Targets, Is.EquivalentTo(DdiCatalogue.All.Where(d => d.CanFail)));
    }

    [Test]
    public void Ndis_fails_what_ndis_exports_and_nothing_else()
    {
        var rule = Single(new VerifierSettings { NdisLowResources = true });
        Assert.That(rule.Targets, Is.Not.Empty);
        Assert.That(rule.Targets.Select(d => d.Module).Distinct(), Is.EqualTo(new[] { "ndis.sys" }));
        Assert.That(rule.Targets, Is.EquivalentTo(DdiCatalogue.All.Where(d => d.CanFail && d.Module == "ndis.sys")));
    }

    [Test]
    public void All_modes_at_once_are_rules_one_behind_the_other()
    {
        var settings = new VerifierSettings
        {
            LowResources = new LowResourcesSettings(),
            Options = VerifierOptions.LowResources | VerifierOptions.SystematicLowResources,
            NdisLowResources = true,
        };
        var rules = VerifierModes.RulesOf(settings, SystemProfile.Find("windows-10-x64")!, firstIndex: 3).ToList();
        Assert.That(rules.Select(r => r.Origin), Is.EqualTo(new[] { RuleOrigin.LowResources, RuleOrigin.Systematic, RuleOrigin.Ndis }));
        Assert.That(rules.Select(r => r.Index), Is.EqualTo(new[] { 3, 4, 5 }));
    }

    [Test]
    public void Nothing_asked_is_no_rule() =>
        Assert.That(VerifierModes.RulesOf(VerifierSettings.None, SystemProfile.Find("windows-10-x64")!, 0), Is.Empty);

    private static LowResourcesSettings Asked => new()
    {
        Probability = 1000,
        Tags = [new Glob("Tag1"), new Glob("Fred*")],
        Applications = [new Glob("Notepad.exe")],
        Delay = TimeSpan.FromMinutes(5),
    };

    private static PlannedRule LowResources(string profile, LowResourcesSettings? settings = null) =>
        Single(new VerifierSettings { LowResources = settings ?? new LowResourcesSettings() }, profile);

    private static PlannedRule Single(VerifierSettings settings, string profile = "windows-10-x64") =>
        VerifierModes.RulesOf(settings, SystemProfile.Find(profile)!, 0).Single();

    private static void AssertTargets(string profile, string[] expected) =>
        Assert.That(LowResources(profile).Targets.Select(d => d.Name), Is.EquivalentTo(expected));
}
