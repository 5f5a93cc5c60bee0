using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary>A compiled driver that comes to an import that is not modelled.</summary>
public sealed class UnmodelledCampaignTests
{
    private const string Driver = "unmodelled-popup-c";

    private const string Sentence =
        "the driver called IoRaiseInformationalHardError of ntoskrnl.exe, which is not modelled (see \"IoRaiseInformationalHardError function\" in the "
        + "Windows driver documentation), in unmodelled-popup-c.ReportShortage (report_popup.c:8); to go on, say what its calls return: "
        + "--stub IoRaiseInformationalHardError=VALUE\n";

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
        _sandbox.Driver(Driver, $"build/{Driver}.sys");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Campaign_whose_golden_run_comes_there_is_unmodelled()
    {
        // The memo is larger than the pool, so the write fails without a fault.
        Script("system: { profile: windows-10-x64, paged-pool: 256KiB }\n", "fill:300000:61", string.Empty);
        var outcome = _sandbox.Run("run", "s", "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), outcome.Error);
        Assert.That(outcome.Out, Does.StartWith($"unmodelled: memo with {Driver} (s/memo.yaml)\n").And.Contain($"  write: {Sentence}")
            .And.Contain("\nincomplete: 1 campaign (1 unmodelled), "));
    }

    [Test]
    public void Campaign_whose_cases_come_there_is_unmodelled_and_judges_the_others()
    {
        Script(string.Empty, "text:memo", string.Empty);
        var outcome = _sandbox.Run("run", "s", "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), outcome.Error);
        Assert.That(outcome.Out, Does.StartWith($"unmodelled: memo with {Driver} (s/memo.yaml)\n").And.Contain($"write: {Sentence}")
            .And.Contain("1 of the runs could not be judged; "));
    }

    [Test]
    public void Run_that_comes_there_is_unmodelled()
    {
        Script(string.Empty, "text:memo", "faults: [ { fail: pool, where: { tag: Memo } } ]\n");
        var outcome = _sandbox.Run("run", "s");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive), outcome.Error);
        Assert.That(outcome.Out, Does.Match($"memo +{Driver} +unmodelled ").And.Contain($"  write: {Sentence}"));
    }

    private void Script(string system, string data, string faults) => _sandbox.Cli.Write("s/memo.yaml", $$"""
        scenario: memo
        drivers: ../build/{{Driver}}.sys
        {{system}}workload:
          - load
          - open: { device: \Device\Memo, as: h }
          - write: { on: h, data: "{{data}}", name: write }
          - close: h
          - unload
        {{faults}}
        """);
}
