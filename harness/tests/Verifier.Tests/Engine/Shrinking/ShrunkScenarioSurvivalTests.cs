using System.Runtime.Loader;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Engine.Shrinking;

/// <summary>
/// A shrunk scenario outlives the next build of its driver: its fault is named by site, and without its fault nothing in it fails. The driver
/// forgets a block when the second one of a request cannot be had.
/// </summary>
public sealed class ShrunkScenarioSurvivalTests
{
    private const string Workload = """
        scenario: test
        drivers: [taker]
        workload:
          - load
          - open: { device: \Device\Taker, as: h }
          - ioctl: { on: h, code: 0x222000, name: prepare }
          - ioctl: { on: h, code: 0x222004, name: first }
          - ioctl: { on: h, code: 0x222004, name: second }
          - close: h
          - unload
        faults:

        """;

    private const string Once = "  - { fail: ExAllocatePoolWithTag, where: { tag: Two2, operation: second }, when: { nth: 1 } }\n";
    private const string Twice = Once + "  - { fail: ExAllocatePoolWithTag, where: { tag: Two2, operation: first }, when: { nth: 1 } }\n";
    private const string ForEver = "  - { fail: ExAllocatePoolWithTag, where: { tag: Two2, operation: first }, when: { nth: 1, persistent: true } }\n";

    private string _folder = null!;
    private ScenarioRunner _runner = null!;

    [SetUp]
    public void Make_a_folder() => (_folder, _runner) = (Directory.CreateTempSubdirectory("verifier-survival-").FullName, new ScenarioRunner());

    [TearDown]
    public void Drop_the_folder()
    {
        _runner.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void One_unrelated_allocation_more_does_not_make_the_minimal_scenario_miss(
        [Values(Once, Twice, ForEver)] string faults,
        [Values(
            "EarlyOther", // in DriverEntry, with another tag
            "EarlySame", // in another routine, of the same DDI and with the same tag
            "RequestOther", // in the routine whose call fails, with another tag
            "RequestDdi", // in the routine whose call fails, another DDI
            "None")] string more)
    {
        var shrunk = Shrunk(faults);
        var result = Run(shrunk, Driver("after", more));
        Assert.That(result.Findings.Select(f => (f.Kind, f.Cause?.Tag?.ToString())), Is.EqualTo(new[] { (FindingKind.Leak, "Two2") }), shrunk.Script);
    }

    [Test]
    public void Fault_is_named_by_DDI_tag_and_routine_and_by_no_ordinal([Values(Once, Twice, ForEver)] string faults)
    {
        var shrunk = Shrunk(faults);
        Assert.That(shrunk.Script, Does.Contain("- { fail: ExAllocatePoolWithTag, where: { tag: Two2, stack: { require: [TakeTwo, ")
            .And.Contain("when: { nth: 1").And.Not.Contain("ordinal"));
    }

    [Test]
    public void Mended_driver_is_told_from_one_whose_place_was_not_found()
    {
        var shrunk = Shrunk(Once);
        Assert.That(Run(shrunk, Driver("mended", "Mended")).Findings, Is.Empty);
        Assert.That(Run(shrunk, Driver("mended", "Mended")).Run.Injections, Has.Length.EqualTo(1));
        Assert.That(Run(shrunk, Driver("gone", "Gone")).Findings.Select(f => f.Kind), Does.Contain(FindingKind.NotReached));
    }

    [Test]
    public void Golden_run_of_the_minimal_scenario_is_sound_though_the_finding_shows_without_the_operation_it_needs([Values(Once, Twice, ForEver)] string faults)
    {
        var shrunk = Shrunk(faults);
        var golden = Run(shrunk, Driver("golden", "None"), rests: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(golden.Run.Operations.Where(o => o.State != OperationState.Done || o.Status is { IsSuccess: false }).Select(o => o.Name), Is.Empty, shrunk.Script);
            Assert.That(golden.Findings, Is.Empty);
            Assert.That(shrunk.Script, Does.Contain("0x222000"), "the request that prepares the driver");
        }
    }

    private ShrunkScenario Shrunk(string faults)
    {
        var plan = PlanOf(Workload + faults, Driver("before", "None"));
        var (shrunk, problem) = new ScenarioShrinker(_runner).Shrink(plan);
        Assert.That(problem, Is.Null);
        return shrunk!;
    }

    private RunResult Run(ShrunkScenario shrunk, DriverUnderTest driver, bool rests = false) =>
        _runner.Run(PlanOf(shrunk.Script, driver, Variation.None with { RestsScriptFaults = rests }));

    private static Plan PlanOf(string text, DriverUnderTest driver, Variation? variation = null)
    {
        var path = $"{text.Split('\n')[0]["scenario: ".Length..]}.yaml";
        var document = ScenarioReader.Read(path, Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty, text);
        return Planner.Make(new ScenarioScript(document.Scenario!, path, document.ContentHash), driver, variation: variation);
    }

    private DriverUnderTest Driver(string assembly, string more)
    {
        var path = Path.Combine(_folder, assembly + ".dll");
        if (!File.Exists(path))
        {
            ModelCompiler.Compile(path, SourceOf(more));
        }

        using var bytes = new MemoryStream(File.ReadAllBytes(path));
        return DriverCatalogue.Read(new AssemblyLoadContext(assembly, isCollectible: true).LoadFromStream(bytes), "0").Single();
    }

    private static string SourceOf(string more) =>
        $$"""
        using Verifier.Kernel;
        public sealed class Taker : DriverModel
        {
            private const string More = "{{more}}";
            private bool _isPrepared;
            public override string Name => "taker";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path)
            {
                if (More == "EarlyOther") Give(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 48, "Othr"), "Othr");
                if (More == "EarlySame") Give(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 48, "Two2"), "Two2");
                var status = IoCreateDevice(driver, 0, @"\Device\Taker", FILE_DEVICE.FILE_DEVICE_UNKNOWN, default, false, out var device);
                if (!NTSTATUS.NT_SUCCESS(status)) return status;
                driver.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, (_, irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS));
                driver.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, (_, irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS));
                driver.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, Control);
                driver.SetDriverUnload(_ => IoDeleteDevice(device));
                return NTSTATUS.STATUS_SUCCESS;
            }

            private NTSTATUS Control(DeviceObject device, Irp irp)
            {
                if (IoGetCurrentIrpStackLocation(irp).IoControlCode == 0x222000)
                {
                    _isPrepared = true;
                    return Complete(irp, NTSTATUS.STATUS_SUCCESS);
                }

                return Complete(irp, TakeTwo());
            }

            private NTSTATUS TakeTwo()
            {
                if (More == "Gone") return NTSTATUS.STATUS_SUCCESS;
                if (More == "RequestOther") Give(ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 48, "Othr"), "Othr");
                if (More == "RequestDdi") { var mdl = IoAllocateMdl(default, 16, false, false, default); if (!mdl.IsNull) IoFreeMdl(mdl); }
                var one = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, "One1");
                if (one.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                var two = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, "Two2");
                if (two.IsNull)
                {
                    if (More == "Mended") Give(one, "One1");
                    return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                }

                Give(two, "Two2");
                Give(one, "One1");
                return _isPrepared ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INVALID_DEVICE_STATE;
            }

            private void Give(Pointer block, PoolTag tag) { if (!block.IsNull) ExFreePoolWithTag(block, tag); }

            private NTSTATUS Complete(Irp irp, NTSTATUS status)
            {
                irp.Status = status;
                irp.Information = 0;
                IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
                return status;
            }
        }
        """;
}
