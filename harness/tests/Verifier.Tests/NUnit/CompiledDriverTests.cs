using NUnit.Framework.Internal;
using Verifier.Drivers.ArrayCache;
using Verifier.NUnit;
using Verifier.Tests.Cli.Commands.Compiled;

namespace Verifier.Tests.NUnit;

/// <summary>Compiled drivers in a driver team's own tests: always in a worker process.</summary>
public sealed class CompiledDriverTests
{
    private const string Script = "worker-scenarios/compiled-cache.yaml";

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_script_that_names_its_driver()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
        _sandbox.Driver(CompiledSandbox.Naive, "build/array-cache-naive-c.sys");
        _sandbox.Driver(CompiledSandbox.Swap, "build/array-cache-swap-c.sys");
        var path = Path.Combine(AppContext.BaseDirectory, Script);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, CompiledSandbox.Text("compiled-cache", $"\"{_sandbox.Folder}/build/*.sys\""));
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Scenario_that_names_files_is_a_case_for_each()
    {
        var cases = Cases();
        Assert.That(cases.Select(one => one.ToString()), Is.EqualTo(new[] { "compiled-cache(array-cache-naive-c)", "compiled-cache(array-cache-swap-c)" }));
        Assert.That(cases, Has.All.Matches<ScenarioCase>(one => Does.GoAsExpected.ApplyTo(one).IsSuccess));
    }

    [Test]
    public void Survival_is_explored_in_a_worker()
    {
        var bad = Does.SurviveEveryAllocationFailure.In(Script).ApplyTo(Path.Combine(_sandbox.Folder, "build", "array-cache-naive-c.sys"));
        var writer = new TextMessageWriter();
        bad.WriteActualValueTo(writer);
        Assert.That((bad.IsSuccess, writer.ToString()), Is.EqualTo((false, writer.ToString())));
        Assert.That(writer.ToString(), Does.StartWith("array-cache-naive-c, with 1 defect at ").And.Match(@"state-lost .*UpdateArray \(naive\.c:\d+\)"));
        Assert.That(Does.SurviveEveryAllocationFailure.In(Script).ApplyTo(Path.Combine(_sandbox.Folder, "build", "array-cache-swap-c.sys")).IsSuccess);
    }

    [Test]
    public void File_that_is_no_driver_is_a_case_that_fails()
    {
        _sandbox.Cli.Write("build/bad.sys", "MZ");
        var one = Cases().Single();
        Assert.That(one.Problem, Does.Contain("bad.sys cannot be loaded: "));
    }

    [Test]
    public void Driver_that_a_test_names_takes_the_place_of_those_in_the_script()
    {
        var cases = Cases(Path.Combine(_sandbox.Folder, "build", "array-cache-swap-c.sys"));
        Assert.That(cases.Select(one => one.ToString()), Is.EqualTo(new[] { "compiled-cache(array-cache-swap-c)" }));
        Assert.That(Does.GoAsExpected.ApplyTo(cases[0]).IsSuccess);
        Assert.That(Cases("build/nowhere.sys").Single().Problem, Does.EndWith("there is no driver build/nowhere.sys beside the test assembly or above it; build it, or mend the path"));
    }

    [Test]
    public void Import_that_is_missing_is_answered_by_hand()
    {
        var memo = Path.Combine(_sandbox.Folder, _sandbox.Driver("unmodelled-popup-c", "build/unmodelled-popup-c.sys"));
        Write(memo, """
              - load
              - open: { device: \Device\Memo, as: h }
              - write: { on: h, data: "text:first", name: write }
              - close: h
              - unload
            """);
        Assert.That(Does.SurviveEveryAllocationFailure.In(Script).ApplyTo(memo).IsSuccess, Is.False);
        var answered = Does.SurviveEveryAllocationFailure.In(Script).WithStub("IoRaiseInformationalHardError=1").ApplyTo(memo);
        var writer = new TextMessageWriter();
        answered.WriteActualValueTo(writer);
        Assert.That(answered.IsSuccess, writer.ToString());
        Assert.That(Cases(memo, "IoRaiseInformationalHardError=1").Single().Plan.Driver.Stubs.Single().ToString(), Is.EqualTo("IoRaiseInformationalHardError=0x1"));
        Assert.That(Cases(memo, "IoCreateDevice=1").Single().Problem, Does.EndWith(
            "unmodelled-popup-c imports it, and it is there; only imports that are missing can be answered by hand (inspect lists them)"));
    }

    [Test]
    public void Driver_beside_is_loaded_too()
    {
        var library = _sandbox.Driver("class-library", "build/beside/class-library.sys");
        var client = Path.Combine(_sandbox.Folder, _sandbox.Driver("class-client-correct-c", "build/class-client-correct-c.sys"));
        Write(client, """
              - load
              - open: { device: \Device\ClassClient, as: h }
              - ioctl: { on: h, code: 0x222000, out: 4, name: sessions }
              - check: { operation: sessions, status: STATUS_SUCCESS, output: "hex:01 00 00 00" }
              - close: h
              - unload
            """, $"with: \"{_sandbox.Folder}/{library}\"\n");
        Assert.That(Does.GoAsExpected.ApplyTo(Cases().Single()).IsSuccess);
        Assert.That(Does.SurviveEveryAllocationFailure.In(Script).ApplyTo(client).IsSuccess);
    }

    private static void Write(string driver, string workload, string with = "") => File.WriteAllText(
        Path.Combine(AppContext.BaseDirectory, Script), $"scenario: compiled-cache\ndrivers: \"{driver}\"\n{with}system: windows-10-x64\nworkload:\n{workload}\n");

    private static List<ScenarioCase> Cases(string driver = "*", params string[] stubs)
    {
        var target = new MethodWrapper(typeof(ScenarioFilesAttributeTests.Target), nameof(ScenarioFilesAttributeTests.Target.Takes));
        var attribute = new ScenarioFilesAttribute(Script) { DriversOf = typeof(ArrayCacheSwap), Driver = driver, Stubs = stubs };
        return [.. attribute.BuildFrom(target, null).Select(test => (ScenarioCase)test.Arguments[0]!)];
    }
}
