using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Checks;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>The whole script.</summary>
internal static class ScenarioTable
{
    private static readonly IKind<string> NameText = Texts.Matching("a scenario's name", DiagnosticCodes.BadName,
        ScenarioName.Pattern, ScenarioName.Rule, ScenarioName.Longest);

    private static readonly Key<string> Name = new("scenario", NameText,
        "Name of the scenario: the file's name without .yaml.", "update-array")
    {
        IsRequired = true,
    };

    private static readonly Key<string> Says = new("says", Texts.Sentence, "One sentence for people: what must hold.",
        "A failed update must leave the array as it was.");

    private static readonly Key<ImmutableArray<DriverSelection>> Drivers = new("drivers", new ListKind<DriverSelection>(
        new SelectKind<string, DriverSelection>(Texts.Driver, (text, span, _) => new DriverSelection { Source = span, Text = text }),
            "drivers")
    { AllowsSingle = true },
        "Patterns over the names of models, or paths of compiled drivers (.sys): relative to the script's folder, with wildcards if need be.", "[array-cache-*]", "[drivers/toaster.sys]")
    {
        IsRequired = true,
    };

    private static readonly Key<ImmutableArray<WithEntry>> With = new("with", WithTable.Entries,
        "Drivers that are loaded beside the driver under test, before it: export drivers that it imports from, and other drivers of its device's stack. Default: none.",
        "[ class-library.sys ]", "[ { driver: pnp-function-correct, stack: below } ]");

    private static readonly Key<bool> Regression = new("regression", Texts.Switch,
        "If true, the findings under `expect` must not come any more: each one that does is unexpected, and none is a pass. Default: false.",
        "true");

    private static readonly Key<SystemSettings> System = new("system", SystemTable.Kind,
        "The simulated machine: a profile, or a profile and sizes. Default: windows-10-x64.",
        "windows-xp-x86", "{ profile: windows-10-x64, nonpaged-pool: 8MiB, paged-pool: 16MiB, system-ptes: 512, map-registers: 64 }");

    private static readonly Key<VerifierSettings> Verifier = new("verifier", VerifierTable.Kind,
        "Driver Verifier's options. Default: none beyond what is always checked.",
        "standard", "[special-pool, force-irql-checking, pool-tracking, io-verification]",
        "{ options: [standard], low-resources: { probability: 600/10000, delay: 0s } }");

    private static readonly Key<DeviceSettings> Device = new("device", DeviceTable.Table,
        "What the bus says of the device that a PnP driver is started for: identifiers, setup class, properties.",
        @"{ id: PCI\VEN_8086&DEV_100E, compatible-ids: PCI\CC_0200, bus: pci }");

    private static readonly Key<HardwareSettings> Hardware = new("hardware", HardwareTable.Table,
        "The device that the driver talks to: ports, device memory, interrupt lines. Default: a page of memory, 32 ports and an interrupt.",
        "{ ports: [ { at: 0x3F8, length: 8, registers: { status: { offset: 5, value: 0x60 } } } ] }");

    private static readonly Key<ImmutableArray<RegistryKeySettings>> Registry = new("registry", RegistryTable.Kind,
        "Registry keys and values that are there before the driver is loaded. Default: none but the keys that every driver and device has.",
        @"{ service\Parameters: { Depth: 7, Label: ""text:disk"" } }");

    private static readonly Key<ulong> Seed = new("seed", Numbers.Bits64("a seed"),
        "Seed of everything random that has no seed of its own. Default: 0.", "42");

    private static readonly Key<ImmutableArray<BelowRule>> Below = new("below", BelowTable.Rules,
        "What the simulated device below the driver's answers. The first rule that is about a request answers it.",
        "[ { code: 0x220003, put: { into: system-buffer, data: \"hex:12 01\" } } ]");

    private static readonly Key<ImmutableArray<SimulatedFile>> Files = new("files", FilesTable.Files,
        "The files that the driver finds on the machine. Default: none, and the directories of Windows.",
        "[ { path: \\??\\C:\\config.bin, data: \"text:depth=4\" } ]");

    private static readonly Key<ImmutableArray<Operation>> Workload = new("workload", WorkloadTable.Operations,
        "What is done to the driver, in order.", "[ load, start, unload ]")
    {
        IsRequired = true,
    };

    private static readonly Key<ImmutableArray<FaultRule>> Faults = new("faults", FaultTable.Rules,
        "What fails. The first rule that says so wins.", "[ { fail: pool, when: { nth: 2 } } ]");

    private static readonly Key<ExploreSettings> Explore = new("explore", ExploreTable.Kind,
        "Which fault points to try, instead of or on top of explicit faults.", "each", "{ how: [each, second], budget: { runs: 10000 } }");

    private static readonly Key<ImmutableArray<Expectation>> Expect = new("expect", ExpectationTable.Expectations,
        "What must come out.", "[ { driver: \"*\", outcome: graceful } ]");

    /// <summary>The object.</summary>
    public static ObjectKind<Scenario> Table { get; } = new()
    {
        Name = "scenario",
        Phrase = "a scenario",
        Keys = [Name, Says, Drivers, With, Regression, System, Verifier, Device, Hardware, Registry, Seed, Below, Files, Workload, Faults, Explore, Expect],
        BuildsIncomplete = true,
        Build = Make,
    };

    private static Scenario Make(Fields fields)
    {
        var scenario = new Scenario
        {
            Source = fields.Span,
            Name = fields.Get(Name, ""),
            Says = fields.Get(Says, ""),
            Drivers = fields.Get(Drivers, []),
            With = fields.Get(With, []),
            IsRegression = fields.Get(Regression, false),
            System = fields.Get(System, SystemSettings.Default),
            Verifier = fields.Get(Verifier, VerifierSettings.None),
            Device = fields.Reference(Device),
            Hardware = fields.Reference(Hardware),
            Registry = fields.Get(Registry, []),
            Seed = fields.Get(Seed, 0UL),
            Below = fields.Get(Below, []),
            Files = fields.Get(Files, []),
            Workload = fields.Get(Workload, []),
            Faults = fields.Get(Faults, []),
            Explore = fields.Reference(Explore),
            Expectations = fields.Get(Expect, []),
        };
        var names = OperationNames.Collect(scenario.Workload, fields.Context);
        var underHandles = WorkloadCheck.Run(scenario.Workload, names, fields.Context);
        ReferenceCheck.Run(scenario, names, fields.Context);
        TimeCheck.Run(scenario, fields.Context);
        ExpectationCheck.Run(scenario, fields.Context);
        LifeCheck.Run(scenario, underHandles, fields.Context);
        HardwareCheck.Run(scenario, fields.Context);
        RegressionCheck.Run(scenario, fields.Context);
        BelowCheck.Order(scenario.Below, fields.Context);
        return scenario;
    }
}
