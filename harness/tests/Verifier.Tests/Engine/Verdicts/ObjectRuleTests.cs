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

/// <summary>Rules of dispatcher objects and queues that a script shows as findings, each beside the correct code for the same purpose.</summary>
public sealed class ObjectRuleTests
{
    private static readonly TestCaseData[] s_broken =
    [
        Case("is not busy", d =>
        {
            d.KeInitializeDeviceQueue(d.Globals);
            d.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var old);
            d.KeRemoveDeviceQueue(d.Globals);
            d.KeLowerIrql(old);
        }),
        Case("A UserMode wait is for the mutex", d =>
        {
            d.KeInitializeMutex(d.Globals);
            d.KeWaitForSingleObject(d.Globals, waitMode: KPROCESSOR_MODE.UserMode);
            d.KeReleaseMutex(d.Globals);
        }),
        Case("by a thread that has shared access only", d => WithResource(d, exclusive: false)),
        Case("is released by a safe one", d =>
        {
            d.ExInitializeFastMutex(d.Globals);
            d.KeRaiseIrql(KIRQL.APC_LEVEL, out var old);
            d.ExAcquireFastMutexUnsafe(d.Globals);
            d.ExReleaseFastMutex(d.Globals);
            d.KeLowerIrql(old);
        }),
        Case("is not aligned as a pointer is", d => d.KeInitializeMutex(d.Globals + 4)),
    ];

    private static readonly TestCaseData[] s_correct =
    [
        Case(string.Empty, d =>
        {
            d.KeInitializeDeviceQueue(d.Globals);
            d.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var old);
            d.KeInsertDeviceQueue(d.Globals, d.Globals + 0x100);
            d.KeInsertDeviceQueue(d.Globals, d.Globals + 0x140);
            while (!d.KeRemoveDeviceQueue(d.Globals).IsNull)
            {
            }

            d.KeLowerIrql(old);
        }),
        Case(string.Empty, d =>
        {
            d.KeInitializeMutex(d.Globals);
            d.KeInitializeEvent(d.Globals + 0x80, EVENT_TYPE.NotificationEvent, true);
            d.KeWaitForSingleObject(d.Globals);
            d.KeWaitForSingleObject(d.Globals + 0x80, waitMode: KPROCESSOR_MODE.UserMode);
            d.KeReleaseMutex(d.Globals);
        }),
        Case(string.Empty, d => WithResource(d, exclusive: true)),
        Case(string.Empty, d =>
        {
            // DriverEntry runs in a system thread, and so inside a critical region: an unsafe acquisition is allowed at PASSIVE_LEVEL.
            d.ExInitializeFastMutex(d.Globals);
            d.ExAcquireFastMutexUnsafe(d.Globals);
            d.ExReleaseFastMutexUnsafe(d.Globals);
        }),
    ];

    [TestCaseSource(nameof(s_broken))]
    public void Rule_without_a_stop_that_a_driver_breaks_is_a_finding(Action<Doer> entry, string words)
    {
        var finding = Run(entry).Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.Protocol));
        Assert.That(finding.Title, Does.Contain(words));
    }

    [TestCaseSource(nameof(s_correct))]
    public void Driver_that_keeps_the_rule_is_quiet(Action<Doer> entry, string words) => Assert.That(Run(entry), Is.Empty, words);

    [Test]
    public void Device_below_a_missing_directory_fails_the_load_with_STATUS_OBJECT_PATH_NOT_FOUND()
    {
        var status = NTSTATUS.STATUS_SUCCESS;
        var findings = Run(
            d => status = d.IoCreateDevice(d.Object, 0, @"\Missing\Device", FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, exclusive: false, out _),
            "workload: [ load, open: { device: '\\Missing\\Device', as: h, status: STATUS_OBJECT_PATH_NOT_FOUND } ]\n");
        Assert.That((status, findings.Length), Is.EqualTo((NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND, 0)));
    }

    private static TestCaseData Case(string words, Action<Doer> entry) => new TestCaseData(entry, words).SetArgDisplayNames(words);

    private static void WithResource(Doer driver, bool exclusive)
    {
        driver.ExInitializeResourceLite(driver.Globals);
        driver.KeEnterCriticalRegion();
        _ = exclusive
            ? driver.ExAcquireResourceExclusiveLite(driver.Globals, wait: true)
            : driver.ExAcquireResourceSharedLite(driver.Globals, wait: true);
        driver.ExConvertExclusiveToSharedLite(driver.Globals);
        driver.ExReleaseResourceLite(driver.Globals);
        driver.KeLeaveCriticalRegion();
        driver.ExDeleteResourceLite(driver.Globals);
    }

    private static ImmutableArray<Finding> Run(Action<Doer> entry, string workload = "workload: [ load, unload ]\n")
    {
        var text = $"scenario: test\ndrivers: [\"*\"]\n{workload}";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        var under = new DriverUnderTest("doer", string.Empty, "0", "Tests", StacksAreStable: true, () => new Doer(entry));
        using var runner = new ScenarioRunner();
        return runner.Run(Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), under)).Findings;
    }

    /// <summary>A driver that does one thing when it is loaded.</summary>
    public sealed class Doer(Action<Doer> entry) : DriverModel
    {
        /// <inheritdoc/>
        public override string Name => "doer";

        /// <inheritdoc/>
        public override int DataBytes => 4096;

        /// <summary>Nonpaged memory of the driver.</summary>
        public Pointer Globals => Data;

        /// <summary>Its driver object.</summary>
        public DriverObject Object { get; private set; }

        /// <inheritdoc/>
        public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
        {
            Object = driverObject;
            driverObject.SetDriverUnload(_ => { });
            entry(this);
            return NTSTATUS.STATUS_SUCCESS;
        }
    }
}
