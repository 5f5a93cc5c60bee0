using NUnit.Framework.Internal;
using Verifier.Drivers.ArrayCache;
using Verifier.HostileModels;
using Verifier.NUnit;

namespace Verifier.Tests.NUnit;

/// <summary>Runs of a driver team's own tests in worker processes: the same answers, and a test host that lives on.</summary>
public sealed class InWorkerTests
{
    private const string LosesArray = """
        scenario: loses-array
        drivers: [array-cache-naive]
        system: windows-xp-x86
        workload:
          - load
          - start
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first" }
          - ioctl: { on: h, code: 0x222000, in: "text:second" }
          - ioctl: { on: h, code: 0x222004, out: 64 }
          - close: h
          - unload
        faults:
          - fail: pool
            where: { tag: Arry, pool: paged, phase: dispatch, stack: { require: [UpdateArray] } }
            when: { nth: 2 }
        """;

    [Test]
    public void What_goes_as_expected_does_so_in_a_worker()
    {
        var cases = Cases("scenarios/fast/update-array.yaml", typeof(ArrayCacheSwap));
        Assert.That(cases.Select(one => one.Driver), Has.Member("array-cache-naive").And.Member("array-cache-swap"));
        Assert.That(cases, Has.All.Matches<ScenarioCase>(one => Does.GoAsExpected.InWorker.ApplyTo(one).IsSuccess));
    }

    [Test]
    public void Finding_has_the_same_message_and_trace_as_in_the_test_host()
    {
        var one = Cases(Written("loses-array", LosesArray), typeof(ArrayCacheSwap)).Single();
        var trace = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{one}.trace.txt");
        var here = Failure(one, Does.GoAsExpected);
        var traceHere = File.ReadAllText(trace);
        File.Delete(trace);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(here, Does.Contain("unexpected state-lost").And.Contains("replay: dotnet verifier replay vr3."));
            Assert.That(Failure(one, Does.GoAsExpected.InWorker), Is.EqualTo(here));
            Assert.That(File.ReadAllText(trace), Is.EqualTo(traceHere).And.Contains("** made to fail"));
        }
    }

    [TestCase("guest-leave", "ended the process with exit code 0")]
    [TestCase("guest-rude", "overflowed its stack")]
    public void Driver_that_ends_its_process_fails_its_test_and_no_other(string driver, string how)
    {
        var message = Failure(Guest(driver), Does.GoAsExpected.InWorker);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message, Does.Contain($"unexpected uncontrolled: With no fault injected: the driver {how}"));
            Assert.That(message, Does.Contain("The worker process ended with exit code ").And.Contains("replay: dotnet verifier replay vr3."));
            Assert.That(Guest("guest-tame"), Does.GoAsExpected.InWorker);
        }
    }

    [Test]
    public void Driver_that_never_comes_back_fails_its_test()
    {
        var one = Guest("guest-sleep", "faults:\n  - fail: pool\n    when: { nth: 3 }\n");
        Assert.That(
            Failure(one, Does.GoAsExpected.InWorker),
            Does.Contain("unexpected uncontrolled: With the script's own faults: the driver never came back: the worker had to be ended"));
    }

    private static ScenarioCase Guest(string driver, string more = "") =>
        Cases(Written(driver, $"scenario: {driver}\ndrivers: [{driver}]\nworkload:\n  - load\n  - unload\n{more}"), typeof(GuestDriver)).Single();

    private static string Written(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "worker-scenarios")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.yaml"), text);
        return $"worker-scenarios/{name}.yaml";
    }

    private static List<ScenarioCase> Cases(string files, Type driversOf)
    {
        var target = new MethodWrapper(typeof(ScenarioFilesAttributeTests.Target), nameof(ScenarioFilesAttributeTests.Target.Takes));
        return [.. new ScenarioFilesAttribute(files) { DriversOf = driversOf }.BuildFrom(target, null).Select(test => (ScenarioCase)test.Arguments[0]!)];
    }

    private static string Failure(ScenarioCase one, ExpectationConstraint constraint)
    {
        var result = constraint.ApplyTo(one);
        using var writer = new TextMessageWriter();
        result.WriteMessageTo(writer);
        Assert.That(result.IsSuccess, Is.False);
        return writer.ToString();
    }
}
