using NUnit.Framework.Internal;
using Verifier.Drivers.ArrayCache;
using Verifier.NUnit;
using Verifier.Tests.Cli.Compiled;

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

    private static List<ScenarioCase> Cases()
    {
        var target = new MethodWrapper(typeof(ScenarioFilesAttributeTests.Target), nameof(ScenarioFilesAttributeTests.Target.Takes));
        return [.. new ScenarioFilesAttribute(Script) { DriversOf = typeof(ArrayCacheSwap) }.BuildFrom(target, null).Select(test => (ScenarioCase)test.Arguments[0]!)];
    }
}
