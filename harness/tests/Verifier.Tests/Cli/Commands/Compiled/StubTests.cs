using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary><c>--stub</c>: an import that is not modelled is answered by hand, and everything says so.</summary>
public sealed class StubTests
{
    private const string Stub = "IoRaiseInformationalHardError=0x1", Remark = "IoRaiseInformationalHardError is not modelled: its calls were answered with 0x1 (--stub) and did nothing else";

    private const string Script = """
        scenario: memo
        drivers: memo.sys
        system: windows-10-x64
        workload:
          - load
          - open: { device: \Device\Memo, as: h }
          - write: { on: h, data: "text:first", name: write }
          - close: h
          - unload
        faults:
          - { fail: ExAllocatePoolWithTag, where: { tag: Memo }, when: { nth: 1 } }

        """;

    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
        _sandbox.Driver("unmodelled-popup-c", "s/memo.sys", hasPdb: false);
        _sandbox.Cli.Write("s/memo.yaml", Script);
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Run_without_ends_there() => Assert.That(Run().Code, Is.EqualTo(ExitCode.Inconclusive));

    [Test]
    public void Run_goes_on_with_the_answer_and_says_so()
    {
        var text = Run("--stub", Stub);
        Assert.That((text.Code, text.Out), Is.EqualTo((ExitCode.Ok, text.Out)), text.Error);
        Assert.That(text.Out, Does.Contain($"remark: {Remark}"));
        using var json = JsonDocument.Parse(Run("--stub", Stub, "--format", "json").Out);
        Assert.That(json.RootElement.GetRawText(), Does.Contain(Remark.Replace("'", "\\u0027")));
    }

    [Test]
    public void Exploration_has_it_in_the_golden_run_and_in_every_case()
    {
        var outcome = Run("--stub", Stub, "--explore", "each");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain($"remark: {Remark}").And.Contain(" 0 inconclusive"));
    }

    [Test]
    public void Token_does_the_same_run_again()
    {
        var token = Token(Run("--stub", Stub));
        var again = _sandbox.Run("replay", token);
        Assert.That(again.Code, Is.EqualTo(ExitCode.Ok), again.Out + again.Error);
        Assert.That(again.Out, Does.Contain("same"));
    }

    [Test]
    public void Replay_takes_an_answer_too()
    {
        var token = Token(Run());
        var again = _sandbox.Run("replay", token, "--stub", Stub);
        Assert.That(again.Code, Is.EqualTo(ExitCode.Diverged), again.Out + again.Error);
    }

    [Test]
    public void Command_of_a_minimal_scenario_has_it_too()
    {
        const string stub = " --stub KeInitializeEvenX=0x0";
        var driver = Path.Combine(_sandbox.Folder, _sandbox.Driver(CompiledSandbox.Naive, $"n/{CompiledSandbox.Naive}.sys"));
        var bytes = File.ReadAllBytes(driver);
        bytes[bytes.AsSpan().IndexOf("KeInitializeEvent\0"u8) + "KeInitializeEven".Length] = (byte)'X';
        File.WriteAllBytes(driver, bytes);
        _sandbox.Script("n/naive.yaml", $"{CompiledSandbox.Naive}.sys");
        var night = _sandbox.Run("nightly", "n", "-o", "o", "--stub", "KeInitializeEvenX=0");
        var shown = Regex.Match(_sandbox.Cli.Read("o/summary.md"), "`dotnet verifier run (o/minimal/[^ ]*.yaml)(.*)`");
        Assert.That(shown.Groups[2].Value, Is.EqualTo(stub), night.Out + night.Error);
        Assert.That(_sandbox.Run(["run", shown.Groups[1].Value, .. stub.Trim().Split(' ')]).Out, Does.Contain("unexpected state-lost"));
    }

    [TestCase("IoRaiseInformationalHardError", "--stub IoRaiseInformationalHardError: write NAME=VALUE, such as --stub PsGetProcessImageFileName=0")]
    [TestCase("=1", "--stub =1: write NAME=VALUE, such as --stub PsGetProcessImageFileName=0")]
    [TestCase("A=STATUS_NONE", "--stub A=STATUS_NONE: 'STATUS_NONE' is no value; give a number of up to 64 bits, such as 0 or 0x1F, or a status, such as STATUS_NOT_SUPPORTED")]
    [TestCase("A=0x10000000000000000", "--stub A=0x10000000000000000: '0x10000000000000000' is no value; give a number of up to 64 bits, such as 0 or 0x1F, or a status, such as STATUS_NOT_SUPPORTED")]
    [TestCase("IoCreateDevice=0", "--stub IoCreateDevice: memo imports it, and it is there; only imports that are missing can be answered by hand (inspect lists them)")]
    [TestCase("FsRtlNothing=STATUS_SUCCESS", "--stub FsRtlNothing: no driver that is run imports it; inspect lists a driver's missing imports")]
    public void Answer_that_is_for_nothing_is_one_sentence(string stub, string sentence)
    {
        var outcome = Run("--stub", stub);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, $"error: {sentence}\n")));
    }

    [Test]
    public void Two_answers_for_one_import_are_refused()
    {
        var outcome = Run("--stub", "A=1", "--stub", "A=2");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "error: --stub gives A two values; give it one\n")));
    }

    private CliOutcome Run(params string[] more) => _sandbox.Run(["run", "s", .. more]);

    private static string Token(CliOutcome outcome) =>
        outcome.Out.Split([' ', '\n']).FirstOrDefault(word => word.StartsWith("vr3.", StringComparison.Ordinal)) ?? throw new InvalidOperationException(outcome.Out + outcome.Error);
}
