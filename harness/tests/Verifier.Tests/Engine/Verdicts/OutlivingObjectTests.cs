using System.Collections.Immutable;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Verdicts;

/// <summary>Objects that outlive their memory, and memory given to another family's free: findings with both places, without Driver Verifier.</summary>
public sealed class OutlivingObjectTests
{
    private const string LoadAndUnload = "workload: [ load, unload ]\n";

    [Test]
    public void Resource_in_image_data_names_where_it_was_initialised()
    {
        var finding = Run(new Keeper(d => d.ExInitializeResourceLite(d.Globals), _ => { })).Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.Protocol));
        Assert.That(finding.Title, Does.Contain("keeper was unloaded with the resource at 0x").And.Contains("which was not deleted"));
        Assert.That(finding.Details, Has.Some.Match(@"^the resource: ExInitializeResourceLite in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
        Assert.That(finding.BugCheck, Is.Null);
    }

    [Test]
    public void Resource_that_is_deleted_before_unload_is_no_finding() =>
        Assert.That(Run(new Keeper(d => d.ExInitializeResourceLite(d.Globals), d => d.ExDeleteResourceLite(d.Globals))), Is.Empty);

    [TestCase("", FindingKind.Protocol)]
    [TestCase("verifier: standard\n", FindingKind.BugCheck)]
    public void Timer_in_freed_pool_names_where_it_was_set_and_freed(string verifier, FindingKind kind)
    {
        var findings = Run(new Keeper(FreeWithTimer, d => d.KeCancelTimer(d.Kept)), verifier);
        var finding = findings.First(f => f.BugCheck is { P1: 0x15 });
        Assert.That(finding.Kind, Is.EqualTo(kind));
        Assert.That(finding.Details, Has.Some.Match(@"^the timer: KeSetTimer in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
        Assert.That(finding.Details, Has.Some.Match(@"^given back: ExFreePoolWithTag in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
    }

    [Test]
    public void Memory_of_NDIS_given_to_ExFreePool_names_both_places()
    {
        var finding = Run(new Keeper(
            d => d.Kept = d.NdisAllocateMemoryWithTagPriority(default, 64, "Keep", EX_POOL_PRIORITY.NormalPoolPriority),
            d => d.ExFreePool(d.Kept))).Single();
        Assert.That(finding.Title, Does.Contain("which NdisAllocateMemoryWithTagPriority allocated: NdisFreeMemory frees it"));
        Assert.That(finding.Details, Has.Some.Match(@"^allocated: NdisAllocateMemoryWithTagPriority in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
        Assert.That(finding.Details, Has.Some.Match(@"^freed: ExFreePool in .*\(OutlivingObjectTests\.cs:\d+\) during unload #2$"));
    }

    [Test]
    public void Contiguous_memory_given_to_ExFreePool_names_both_places()
    {
        var finding = Run(new Keeper(d => d.Kept = d.MmAllocateContiguousMemory(4096, ulong.MaxValue), d => d.ExFreePool(d.Kept))).Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.BugCheck));
        Assert.That(finding.Details, Has.Some.Match(@"^allocated: MmAllocateContiguousMemory in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
    }

    [TestCase("")]
    [TestCase("verifier: [force-irql-checking]\n")]
    public void Spin_lock_in_freed_memory_hangs_and_names_the_call_that_freed_it(string verifier)
    {
        var finding = Run(new Keeper(d => FreeWith(d, d.KeInitializeSpinLock), d => d.KeAcquireSpinLock(d.Kept, out _)), verifier).Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.Hang));
        Assert.That(finding.Title + string.Join('\n', finding.Details), Does.Contain("its memory was freed by ExFreePoolWithTag").And.Not.Contain("never initialised"));
        Assert.That(finding.Details, Has.Some.Match(@"^freed: ExFreePoolWithTag in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
    }

    [Test]
    public void Event_in_freed_memory_names_both_places()
    {
        var finding = Run(new Keeper(d => FreeWith(d, p => d.KeInitializeEvent(p, EVENT_TYPE.NotificationEvent, false)), d => d.KeReadStateEvent(d.Kept))).Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.Protocol));
        Assert.That(finding.Title, Does.Contain("KeReadStateEvent was called for the event at 0x").And.Contains("its memory was freed by ExFreePoolWithTag"));
        Assert.That(finding.Details, Has.Some.Match(@"^freed: ExFreePoolWithTag in .*\(OutlivingObjectTests\.cs:\d+\) during load #1$"));
        Assert.That(finding.Details, Has.Some.Match(@"^used: KeReadStateEvent in .*\(OutlivingObjectTests\.cs:\d+\) during unload #2$"));
    }

    [Test]
    public void Objects_that_are_used_until_their_memory_is_freed_are_no_finding() => Assert.That(
        Run(new Keeper(
            d =>
            {
                FreeWith(d, d.KeInitializeSpinLock);
                d.Kept = d.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Keep");
                d.KeInitializeSpinLock(d.Kept);
                d.KeInitializeEvent(d.Kept + 0x40, EVENT_TYPE.NotificationEvent, false);
            },
            d =>
            {
                d.KeAcquireSpinLock(d.Kept, out var irql);
                d.KeSetEvent(d.Kept + 0x40, 0, false);
                d.KeReleaseSpinLock(d.Kept, irql);
                d.ExFreePoolWithTag(d.Kept, "Keep");
            })),
        Is.Empty);

    [Test]
    public void Rules_without_a_bug_check_have_fingerprints_of_their_own()
    {
        var plan = PlanOf(
            new Keeper(
                d =>
                {
                    d.ExInitializeResourceLite(d.Globals);
                    d.Kept = d.NdisAllocateMemoryWithTagPriority(default, 64, "Keep", EX_POOL_PRIORITY.NormalPoolPriority);
                },
                d => d.ExFreePool(d.Kept)),
            string.Empty);
        using var runner = new ScenarioRunner();
        var result = runner.Run(plan);
        Assert.That(result.Findings.Select(f => Fingerprint.Of(result.Run, f).Text).Distinct().Count(), Is.EqualTo(2));
    }

    // The pool stops with 0xC2, Driver Verifier with 0xC4/0x10: the driver's defect is the same.
    [Test]
    public void Bad_free_has_one_fingerprint_whoever_stops_for_it()
    {
        var (plain, verified) = (StopOf(string.Empty), StopOf("verifier: standard\n"));
        Assert.That((plain.Stop.Code, verified.Stop.Code, verified.Stop.P1), Is.EqualTo((BugCheckCode.BAD_POOL_CALLER, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10UL)));
        Assert.That(plain.Fingerprint, Is.EqualTo(verified.Fingerprint));

        static (BugCheck Stop, string Fingerprint) StopOf(string verifier)
        {
            var plan = PlanOf(new Keeper(d => d.Kept = d.Globals, d => d.ExFreePool(d.Kept)), verifier);
            using var runner = new ScenarioRunner();
            var result = runner.Run(plan);
            var finding = result.Findings.Single(f => f.BugCheck is not null);
            return (finding.BugCheck!, Fingerprint.Of(result.Run, finding).Text);
        }
    }

    private static void FreeWith(Keeper driver, Action<Pointer> initialise)
    {
        var block = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Keep");
        driver.Kept = block + 0x40;
        initialise(driver.Kept);
        driver.ExFreePoolWithTag(block, "Keep");
    }

    private static void FreeWithTimer(Keeper driver)
    {
        driver.Kept = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, SizeOf.KTIMER, "Keep");
        driver.KeInitializeTimer(driver.Kept);
        driver.KeSetTimer(driver.Kept, -10_000_000, default);
        driver.ExFreePoolWithTag(driver.Kept, "Keep");
    }

    private static ImmutableArray<Finding> Run(Keeper driver, string head = "")
    {
        using var runner = new ScenarioRunner();
        return runner.Run(PlanOf(driver, head)).Findings;
    }

    private static Plan PlanOf(Keeper driver, string head)
    {
        var text = $"scenario: test\ndrivers: [\"*\"]\n{head}{LoadAndUnload}";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        var under = new DriverUnderTest(driver.Name, string.Empty, "0", "Tests", StacksAreStable: true, () => new Keeper(driver.OnEntry, driver.OnUnload));
        return Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), under);
    }

    /// <summary>A driver without devices that does one thing when it is loaded and one when it is unloaded.</summary>
    private sealed class Keeper(Action<Keeper> onEntry, Action<Keeper> onUnload) : DriverModel
    {
        public override string Name => "keeper";

        public override int DataBytes => 4096;

        public Action<Keeper> OnEntry { get; } = onEntry;

        public Action<Keeper> OnUnload { get; } = onUnload;

        public Pointer Globals => Data;

        public Pointer Kept { get; set; }

        public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
        {
            driverObject.SetDriverUnload(_ => OnUnload(this));
            OnEntry(this);
            return NTSTATUS.STATUS_SUCCESS;
        }
    }
}
