using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Cli.Running;

/// <summary>Plans and results made by hand, for what shows them.</summary>
internal static class Sample
{
    private static readonly Ddi Allocate = DdiCatalogue.Find("ExAllocatePoolWithTag")!;

    /// <summary>A plan of a scenario with nothing in it.</summary>
    public static Plan Plan(string scenario = "update", string driver = "array", params Expectation[] expectations) => new()
    {
        Script = new ScenarioScript(
            new Scenario
            {
                Name = scenario,
                Drivers = [new DriverSelection { Text = "*" }],
                Workload = [],
                Expectations = [.. expectations],
            },
            $"scenarios/fast/{scenario}.yaml",
            new string('a', 64)),
        Driver = new DriverUnderTest(driver, "a sample", new string('b', 32), "Sample", true, () => throw new InvalidOperationException()),
        Profile = SystemProfile.All[0],
        Options = DriverVerifierOptions.None,
        Rules = [Rule],
        Seed = ulong.MaxValue,
    };

    /// <summary>A fault rule.</summary>
    public static PlannedRule Rule { get; } = new()
    {
        Index = 0,
        Name = "fault 1: pool",
        Origin = RuleOrigin.Script,
        Targets = [Allocate],
    };

    /// <summary>A call that was made to fail.</summary>
    public static Injection Injection { get; } = new()
    {
        Ordinal = 3,
        CallNumber = 7,
        Ddi = Allocate,
        Shape = FailureShape.Null,
        Status = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES,
        Rule = Rule,
        Size = 64,
        Tag = new PoolTag(0x41414141),
        Irql = KIRQL.DISPATCH_LEVEL,
        Time = 5,
        Operation = 0,
        Stack = DriverStack.Empty,
    };

    /// <summary>A leak.</summary>
    public static Finding Leak(string title = "64 bytes were left behind") => new()
    {
        Kind = FindingKind.Leak,
        Title = title,
        Details = ["pool block of 64 bytes", "from ExAllocatePoolWithTag"],
        Operation = "unload",
        Cause = Injection,
        Ddi = "ExAllocatePoolWithTag",
    };

    /// <summary>A bug check.</summary>
    public static Finding Stop(Injection? cause = null) => new()
    {
        Kind = FindingKind.BugCheck,
        Title = "the driver touched NULL",
        Cause = cause,
        BugCheck = new BugCheck((BugCheckCode)0xD1, 0x8, 0x2, 0x0, 0x1000),
    };

    /// <summary>A result with these findings.</summary>
    public static RunResult Result(Plan plan, params Finding[] findings)
    {
        var run = new RunObservation
        {
            Plan = plan,
            Operations = [],
            Injections = [Injection],
            Rules = [new RuleOutcome(Rule, RuleFinalState.Exhausted, 4, 1, null)],
            Censuses = [],
            Violations = [],
            TraceHash = 0x1234,
            Trace = [],
            Calls = 9,
            FaultPoints = 4,
            RealFailures = 0,
            Counters = [new("AllocationsAttempted", 4)],
            VirtualTime = 125_000,
        };
        ImmutableArray<Finding> found = [.. findings];
        return ExpectationSet.Judge(run, found, "vr3.TOKEN.00000000");
    }

    /// <summary>An expectation of a leak, for any driver.</summary>
    public static Expectation ExpectsLeak { get; } = new() { Finding = FindingKind.Leak };
}
