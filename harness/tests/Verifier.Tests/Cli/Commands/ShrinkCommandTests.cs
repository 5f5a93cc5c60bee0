using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>shrink</c>: what it writes, what it prints, and when it refuses.</summary>
public sealed class ShrinkCommandTests
{
    private const string Leak = """
        scenario: leak
        drivers: [leaky-error-path]
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first" }
          - ioctl: { on: h, code: 0x222000, in: "text:second" }
          - close: h
          - unload
        faults:
          - { fail: pool, where: { tag: NTxt }, when: { nth: 2 } }
        expect:
          - { finding: leak }

        """;

    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Shrink_writes_a_regression_that_fails_as_long_as_the_driver_is_not_mended()
    {
        var outcome = _sandbox.Run("shrink", Token(Leak), "-o", "out/lost.yaml");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        Assert.That(outcome.Out, Does.Contain("6 operations -> ").And.Contain(_sandbox.Read("out/lost.yaml")).And.Contain(" run out/lost.yaml"));
        var run = _sandbox.Run("run", "out/lost.yaml");
        Assert.That(_sandbox.Read("out/lost.yaml"), Does.Contain("\nregression: true\n"));
        Assert.That(run.Code, Is.EqualTo(ExitCode.Unexpected), run.Out);
        Assert.That(run.Out, Does.Contain("\n1 run: 1 surprise\n"));
    }

    [Test]
    public void Shrink_to_a_folder_gives_the_script_a_speaking_name()
    {
        var outcome = _sandbox.Run("shrink", Token(Leak), "-o", "out", "--format", "json");
        var document = JsonDocument.Parse(outcome.Out).RootElement;
        Assert.That(document.GetProperty("path").GetString(), Does.Match("^out/leak-leaky-error-path-leak-[0-9a-f]{8}.yaml$"));
        Assert.That(_sandbox.Read(document.GetProperty("path").GetString()!), Is.EqualTo(document.GetProperty("script").GetString()));
        Assert.That(new JsonShape(JsonDocument.Parse(Tree.Read("harness/docs/schemas/shrink.schema.json").Text).RootElement).Differences(document), Is.Empty);
    }

    [Test]
    public void Shrink_run_without_a_finding_is_said()
    {
        var token = Token(Leak.Replace("leaky-error-path", "leaky-fixed", StringComparison.Ordinal));
        var outcome = _sandbox.Run("shrink", token);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Inconclusive));
        Assert.That(outcome.Error, Is.EqualTo("error: leak with leaky-fixed cannot be shrunk: the run has no finding\n"));
    }

    [Test]
    public void Shrink_finding_that_the_run_has_not_is_said()
    {
        var outcome = _sandbox.Run("shrink", Token(Leak), "--fingerprint", "0123456789abcdef");
        Assert.That(outcome.Error, Does.Contain("cannot be shrunk: the run has no finding 0123456789abcdef"));
    }

    [Test]
    public void Shrink_file_of_several_tokens_is_refused()
    {
        var token = Token(Leak);
        _sandbox.Write("tokens.txt", $"{token}\n{token}\n");
        var outcome = _sandbox.Run("shrink", "tokens.txt");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "error: tokens.txt holds several tokens; give one\n")));
    }

    private string Token(string script)
    {
        _sandbox.Write("s/leak.yaml", script);
        _sandbox.Run("run", "s/leak.yaml");
        using var line = JsonDocument.Parse(_sandbox.Read("reports/latest/results.ndjson"));
        return line.RootElement.GetProperty("token").GetString()!;
    }
}
