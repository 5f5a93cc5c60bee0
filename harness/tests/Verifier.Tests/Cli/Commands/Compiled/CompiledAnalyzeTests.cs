using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Commands.Compiled;

/// <summary><c>analyze</c> of compiled drivers: registers, code, stack and memory where the machine stopped.</summary>
public sealed class CompiledAnalyzeTests
{
    private CompiledSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        CompiledSandbox.NeedsHost();
        _sandbox = new CompiledSandbox();
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox?.Dispose();

    [Test]
    public void Touch_of_paged_memory_shows_the_instruction_the_registers_and_the_block()
    {
        var text = Analysis("canary-paged-at-dispatch-c");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Match(@"\nr\n  rax=[0-9a-f]{16} rbx=[0-9a-f]{16} rcx=0000500030001fc0\n(.+\n){5}  efl=[0-9a-f]{8}\n"));
            Assert.That(text, Does.Match(
                @"\n  >  [0-9a-f]{16}  canary-paged-at-dispatch-c\+0x[0-9A-F]+  WithoutCopy\+0x[0-9A-F]+ +c60101 +mov byte ptr \[rcx\],1\n"));
            Assert.That(text, Does.Contain("call qword ptr [__imp_KeAcquireSpinLockRaiseToDpc]\n"));
            Assert.That(text, Does.Match(
                @"\nk\n   # Child-SP         Call Site\n  00 [0-9a-f]{16} canary-paged-at-dispatch-c!WithoutCopy\+0x[0-9A-F]+ \[.*paged_at_dispatch\.c @ 11\]\n"
                + @"  01 [0-9a-f]{16} canary-paged-at-dispatch-c!Keep\+0x[0-9A-F]+ \[.*canary\.c @ 69\]\n  02 "));
            Assert.That(text, Does.Contain("\ndb 0000500030001fc0 (address touched)\n  paged pool: block of 64 bytes at 0000500030001fc0, tag CnrO of "
                + "ExAllocatePoolWithTag, call 2; the address is its beginning; the page is not in memory\n"));
        }
    }

    [TestCase("canary-null-call-c", "nothing: NULL, or a small offset from it", "call qword ptr [rcx+20h]")]
    [TestCase("canary-use-after-free-c", "special pool, a block that was freed", "mov byte ptr [rsi],0")]
    public void Address_that_is_gone_is_told(string driver, string kind, string instruction)
    {
        var text = Analysis(driver);
        Assert.That(text, Does.Contain($" (address touched)\n  {kind}\n").And.Match($@"\n  >  .*{System.Text.RegularExpressions.Regex.Escape(instruction)}\n"));
    }

    [Test]
    public void Stop_in_a_call_of_the_kernel_shows_the_call_and_the_registers_that_it_keeps()
    {
        _sandbox.Driver("array-cache-naive-pointer-c", "build/array-cache-naive-pointer-c.sys");
        _sandbox.Script("s/cache.yaml", "../build/array-cache-naive-pointer-c.sys", "faults: [ { fail: pool, where: { tag: Arry }, when: { nth: 2 } } ]\n");
        var text = Analysis();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Match(@"\nr \(those that a call of the kernel keeps\)\n  rbx=[0-9a-f]{16} rsi=[0-9a-f]{16} rdi=[0-9a-f]{16}\n"));
            Assert.That(text, Does.Match(@"\n  >  .* call qword ptr \[__imp_ExFreePool\w*\]\n"));
            Assert.That(text, Does.Match(@"\n  00 [0-9a-f]{16} nt!ExFreePool\w*\n  01 [0-9a-f]{16} array-cache-naive-pointer-c!UpdateArray\+0x"));
            Assert.That(text, Does.Match(@"\ndb [0-9a-f]{16} \(address being freed\)\n  nonpaged pool: block of 736 bytes .*, tag Devi of IoCreateDevice, call 1; .*\n(  .+\n){2} >"));
        }
    }

    [Test]
    public void Document_has_the_same_and_is_the_same_each_time()
    {
        _ = Analysis("canary-paged-at-dispatch-c");
        var text = _sandbox.Run("analyze", Token(), "--format", "json").Out;
        Assert.That(_sandbox.Run("analyze", Token(), "--format", "json").Out, Is.EqualTo(text));
        using var document = JsonDocument.Parse(text);
        using var schema = JsonDocument.Parse(Tree.Read("harness/docs/schemas/analysis.schema.json").Text);
        Assert.That(new JsonShape(schema.RootElement).Differences(document.RootElement), Is.Empty);
        var code = document.RootElement.GetProperty("code");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code.GetProperty("registers").GetProperty("rcx").GetString(), Is.EqualTo("0x0000500030001fc0"));
            Assert.That(code.GetProperty("instructions").EnumerateArray().Single(i => i.GetProperty("current").GetBoolean()).GetProperty("bytes").GetString(), Is.EqualTo("C60101"));
            Assert.That(code.GetProperty("frames")[0].GetProperty("line").GetInt32(), Is.EqualTo(11));
            Assert.That(document.RootElement.GetProperty("memory")[0].GetProperty("address").GetString(), Is.EqualTo("0x0000500030001fc0"));
        }
    }

    [Test]
    public void Driver_without_symbols_has_offsets()
    {
        var text = Analysis("canary-paged-at-dispatch-c", hasPdb: false);
        Assert.That(text, Does.Match(@"\n  00 [0-9a-f]{16} canary-paged-at-dispatch-c!sub_[0-9A-F]+\+0x1A\n"));
    }

    private string Analysis(string canary, bool hasPdb = true)
    {
        _sandbox.Driver(canary, $"build/{canary}.sys", hasPdb);
        _sandbox.Cli.Write("s/canary.yaml", $$"""
            scenario: canary
            drivers: ../build/{{canary}}.sys
            verifier: [special-pool, force-irql-checking]
            workload:
              - load
              - open: { device: \Device\Canary, as: h }
              - write: { on: h, data: "text:first" }
              - write: { on: h, data: "text:second" }
            faults:
              - { fail: ExAllocatePoolWithTag, where: { tag: Cnry, phase: dispatch }, when: { nth: 2 } }

            """);
        return Analysis();
    }

    private string Analysis()
    {
        _sandbox.Run("run", "s");
        var outcome = _sandbox.Run("analyze", Token());
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Ok), outcome.Error);
        return outcome.Out;
    }

    private string Token()
    {
        using var line = JsonDocument.Parse(_sandbox.Cli.Read("reports/latest/results.ndjson"));
        return line.RootElement.GetProperty("token").GetString()!;
    }
}
