using System.Runtime.Loader;
using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Engine.Replay;

/// <summary>A token on a driver that was built again: the fault point is found by its routines, wherever it is now, or said to be gone.</summary>
public sealed class RelocationTests
{
    private const string Leaks = "var a = Take(); var b = Keep(); if (b.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES; Give(b); Give(a);";
    private const string Script = "scenario: test\ndrivers: [keeper]\nworkload: [load, unload]\n";

    private string _folder = null!;

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("verifier-relocation-").FullName;

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Point_behind_a_new_call_is_failed_where_it_is_now()
    {
        var (token, result, found) = ReplayOn("var early = Take(); Give(early); " + Leaks);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found?.Sentence, Is.EqualTo(
                "The fault point has moved: ExAllocatePoolWithTag in Keep was fault point 2 of the run and is 3 now, where it was made to fail."));
            Assert.That(result.Findings.Select(f => f.Kind), Is.EqualTo(new[] { FindingKind.Leak }));
            Assert.That(result.Run.Injections.Select(i => i.Ordinal), Is.EqualTo(new[] { 3L }));
            Assert.That(Replayer.Compare(token, result, found).Differences, Has.Some.Contains("was built again").And.Some.EqualTo(found!.Sentence));
        }
    }

    [Test]
    public void Point_that_did_not_move_is_said_to_be_there()
    {
        var (_, result, found) = ReplayOn("for (var i = 0; i < 3; i++) { } " + Leaks);
        Assert.That(found?.Sentence, Is.EqualTo("The fault point is where it was: ExAllocatePoolWithTag in Keep, fault point 2 of the run."));
        Assert.That(result.Findings, Has.Length.EqualTo(1));
    }

    [TestCase("Give(Take());", "there is no ExAllocatePoolWithTag in Keep any more")]
    [TestCase("Give(Around());", "ExAllocatePoolWithTag in Keep is not reached through the same routines any more")]
    public void Point_that_is_gone_is_said_and_nothing_fails(string now, string why)
    {
        var (_, result, found) = ReplayOn(now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found?.IsFound, Is.False);
            Assert.That(found?.Sentence, Is.EqualTo($"The fault point no longer exists: {why}. Nothing was made to fail."));
            Assert.That(result.Run.Injections, Is.Empty);
        }
    }

    [Test]
    public void Point_that_comes_less_often_is_gone()
    {
        var (token, script) = Recorded("Give(Keep()); " + Leaks, ordinal: 3);
        var again = Driver("after", Leaks);
        using var runner = new ScenarioRunner();
        var found = Replayer.Locate(token, Planner.Make(script, again, variation: token.Variation), runner);
        Assert.That(found?.Sentence, Does.Contain("ExAllocatePoolWithTag in Keep comes once now, and it was time 2"));
    }

    [Test]
    public void Driver_and_script_that_did_not_change_are_not_searched()
    {
        var (token, script) = Recorded(Leaks, ordinal: 2);
        using var runner = new ScenarioRunner();
        Assert.That(Replayer.Locate(token, Planner.Make(script, Driver("same", Leaks) with { BuildHash = token.BuildHash }, variation: token.Variation), runner), Is.Null);
    }

    private (ReplayToken Token, RunResult Result, Relocation? Found) ReplayOn(string now)
    {
        var (token, script) = Recorded(Leaks, ordinal: 2);
        using var runner = new ScenarioRunner();
        var plan = Planner.Make(script, Driver("after", now), variation: token.Variation);
        var found = Replayer.Locate(token, plan, runner);
        return (token, runner.Run(found is null ? plan : Planner.Vary(plan, found.Variation)), found);
    }

    private (ReplayToken Token, ScenarioScript Script) Recorded(string body, long ordinal)
    {
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(Script), KernelNames.Instance, new ScenarioFolder(_folder));
        var script = new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash);
        using var runner = new ScenarioRunner();
        var explorer = new Explorer(runner, Planner.Make(script, Driver("before", body), variation: Variation.None with { RestsScriptFaults = true }));
        var result = explorer.Try(new ExploredCase(CaseKind.Each, Variation.None with { Points = [new FaultPointRef(ordinal, Persistent: false)] }));
        Assert.That(ReplayToken.TryParse(result.Findings[0].Token, out var token, out var error), Is.True, error);
        return (token!, script);
    }

    private DriverUnderTest Driver(string assembly, string body)
    {
        var path = Path.Combine(_folder, assembly + ".dll");
        ModelCompiler.Compile(path, $$"""
            using Verifier.Kernel;
            public sealed class Keeper : DriverModel
            {
                public override string Name => "keeper";
                public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path) { driver.SetDriverUnload(_ => { }); {{body}} return NTSTATUS.STATUS_SUCCESS; }
                private Pointer Take() => ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, new PoolTag(0x6B6C6241));
                private Pointer Keep() => ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 32, new PoolTag(0x6B6C6241));
                private Pointer Around() => Keep();
                private void Give(Pointer block) { if (!block.IsNull) ExFreePoolWithTag(block, new PoolTag(0x6B6C6241)); }
            }
            """);
        using var bytes = new MemoryStream(File.ReadAllBytes(path));
        var build = BuildIdentity.Of(bytes);
        bytes.Position = 0;
        return DriverCatalogue.Read(new AssemblyLoadContext(assembly).LoadFromStream(bytes), build).Single();
    }
}
