using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Tests.Cli.Loading;
using Verifier.Tests.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>analyze</c>: every view has what a debugger would show, in text and as a document.</summary>
public sealed class AnalyzeCommandTests
{
    private const string Hang = """
        scenario: sample
        drivers: [retrier]
        workload:
          - load
          - open: { device: \Device\UpperCase, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:shout", out: 64, name: request }
        faults:
          - { fail: pool, where: { phase: dispatch }, when: { nth: 1, persistent: true } }

        """;

    private const string Stop = """
        scenario: sample
        drivers: [array-cache-naive-pointer]
        system: windows-xp-x86
        verifier: standard
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first" }
          - ioctl: { on: h, code: 0x222000, in: "text:second", name: second-update }

        """;

    private const string Lost = """
        scenario: sample
        drivers: [array-cache-naive]
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first" }
          - ioctl: { on: h, code: 0x222000, in: "text:second", name: second-update }
          - ioctl: { on: h, code: 0x222004, out: 64, name: read-back }
        faults:
          - { fail: pool, when: { ordinal: 4 } }

        """;

    private const string Forgets = """
        scenario: sample
        drivers: [forgetter]
        workload:
          - load
          - open: { device: \Device\Forgetter, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:abcd", name: keep }
          - ioctl: { on: h, code: 0x222004, out: 64, name: read-back }
        faults:
          - { fail: pool, when: { nth: 1 } }

        """;

    // Keeps four bytes; without a block of memory it loses the two in the middle and says nothing.
    private const string Forgetter = """
        using Verifier.Kernel;
        public sealed class ForgetterDriver : DriverModel
        {
            private byte[] _kept = new byte[4];
            public override string Name => "forgetter";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path)
            {
                var status = IoCreateDevice(driver, 0, @"\Device\Forgetter", FILE_DEVICE.FILE_DEVICE_UNKNOWN, default, false, out var device);
                driver.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, (_, irp) => Complete(irp, 0));
                driver.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) => Complete(irp, Control(irp)));
                return status;
            }

            private uint Control(Irp irp)
            {
                if (IoGetCurrentIrpStackLocation(irp).IoControlCode == 0x222004)
                {
                    for (var i = 0; i < 4; i++) irp.SystemBuffer.Write(i, _kept[i]);
                    return 4;
                }

                var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, "Kept");
                for (var i = 0; i < 4; i++) _kept[i] = block.IsNull && (i == 1 || i == 2) ? (byte)0 : irp.SystemBuffer.Read<byte>(i);
                if (!block.IsNull) ExFreePoolWithTag(block, "Kept");
                return 0;
            }

            private NTSTATUS Complete(Irp irp, uint information)
            {
                irp.Status = NTSTATUS.STATUS_SUCCESS;
                irp.Information = information;
                IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
                return NTSTATUS.STATUS_SUCCESS;
            }
        }
        """;

    private CliSandbox _sandbox = null!;

    private static JsonShape Shape => new(JsonDocument.Parse(Tree.Read("harness/docs/schemas/analysis.schema.json").Text).RootElement);

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Hang_shows_the_request_in_progress_and_the_latest_and_first_failures()
    {
        var text = _sandbox.Run("analyze", Token(Hang)).Out;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("k (the driver's frames where the machine stopped)\n  RetrierDriver.AcquireWorkBuffer (RetrierDriver.cs:"));
            Assert.That(text, Does.Contain("(calls made to fail: 50000, the latest first)").And.Contain("  and 49992 before; the first was\n"));
            Assert.That(text, Does.Match(@"\n!irp [0-9a-f]{16} \(system, IRP_MJ_DEVICE_CONTROL on \\Device\\UpperCase\)\n  Irp is active with 1 stack, 1 is current"));
            Assert.That(text, Does.Contain("\n >[IRP_MJ_DEVICE_CONTROL] \\Device\\UpperCase\n"));
            Assert.That(text, Does.Contain("first divergence: request did not come to its end: the machine stopped"));
            Assert.That(text, Does.Contain("held by retrier when the machine stopped: 2\n"));
        }
    }

    [Test]
    public void Stop_has_its_four_parameters_explained_and_the_drivers_line()
    {
        var text = _sandbox.Run("analyze", Token(Stop)).Out;
        Assert.That(text, Does.Match(@"!analyze -v\n  DRIVER_VERIFIER_DETECTED_VIOLATION \(0xC4/0x10\)\n(.*\n)+?    P1  .*\n    P2  .*\n    P3  .*\n    P4  "));
        Assert.That(text, Does.Match(@"\n  ArrayCacheNaivePointer\.UpdateArray \(ArrayCacheNaivePointer\.cs:\d+\)\n"));
        Assert.That(text, Does.Match(@"\n    Arry +(Paged|Nonp) +\d+ +\d+ +\d+ +\d+ +\d+\n"));
    }

    [Test]
    public void Operations_stand_beside_those_without_faults_and_the_first_divergence_is_marked()
    {
        var text = _sandbox.Run("analyze", Token(Lost)).Out;
        Assert.That(text, Does.Match(@"\n  >  second-update +STATUS_INSUFFICIENT_RESOURCES +STATUS_SUCCESS +1\n  \*  read-back +STATUS_SUCCESS +STATUS_SUCCESS, Information 6 +0\n"));
        Assert.That(text, Does.Contain("first divergence: second-update returned STATUS_INSUFFICIENT_RESOURCES instead of STATUS_SUCCESS\n"));
        Assert.That(text, Does.Match(@"Resource Allocations Failed Deliberately +0x1\n"));
    }

    [Test]
    public void Bytes_that_differ_are_shown_and_no_operation_with_equal_texts_is_marked()
    {
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), Forgetter);
        _sandbox.Write("s/sample.yaml", Forgets);
        _sandbox.Run("run", "s/sample.yaml", "--drivers", "My.dll");
        using var line = JsonDocument.Parse(_sandbox.Read("reports/latest/results.ndjson"));
        var token = line.RootElement.GetProperty("token").GetString()!;

        var text = _sandbox.Run("analyze", token, "--drivers", "My.dll").Out;
        Assert.That(text, Does.Match(@"\n  >  read-back +STATUS_SUCCESS, Information 4, bytes 1 to 2: 00 00 +STATUS_SUCCESS, Information 4, bytes 1 to 2: 62 63 +0\n"));
        Assert.That(text, Does.Contain("  output of read-back: 2 bytes differ from the run without faults\n    bytes 1 to 2 are 00 00 instead of 62 63\n"));

        var document = JsonDocument.Parse(_sandbox.Run("analyze", token, "--drivers", "My.dll", "--format", "json").Out).RootElement;
        Assert.That(Shape.Differences(document), Is.Empty);
        foreach (var operation in document.GetProperty("operations").EnumerateArray().Where(o => o.GetProperty("difference").ValueKind != JsonValueKind.Null))
        {
            Assert.That(operation.GetProperty("outcome").GetString(), Is.Not.EqualTo(operation.GetProperty("withoutFaults").GetString()));
        }

        Assert.That(
            document.GetProperty("operations").EnumerateArray().Single(o => o.GetProperty("name").GetString() == "read-back").GetProperty("differingBytes").EnumerateArray()
                .Select(b => (b.GetProperty("offset").GetInt32(), b.GetProperty("length").GetInt32(), b.GetProperty("bytes").GetString(), b.GetProperty("withoutFaults").GetString())),
            Is.EqualTo(new[] { (1, 2, "0000", "6263") }));
    }

    [Test]
    public void Everything_held_names_the_DDI_routine_line_and_operation_that_acquired_it()
    {
        var token = Token(Hang);
        Assert.That(_sandbox.Run("analyze", token).Out, Does.Match(
            @"\n  [0-9a-f]{16}  call +1  device object of 32 bytes, tag 'Devi', from IoCreateDevice in UpperCaseDriver\.DriverEntry \(UpperCaseDriver\.cs:\d+\) during load #1\n"));
        var held = JsonDocument.Parse(_sandbox.Run("analyze", token, "--format", "json").Out).RootElement.GetProperty("held")[0];
        Assert.That(held.GetProperty("acquiredBy").GetString(), Is.EqualTo("IoCreateDevice"));
        Assert.That(held.GetProperty("place").GetString(), Does.StartWith("UpperCaseDriver.DriverEntry (UpperCaseDriver.cs:"));
        Assert.That(held.GetProperty("operation").GetString(), Is.EqualTo("load #1"));
    }

    [TestCase(Hang)]
    [TestCase(Stop)]
    [TestCase(Lost)]
    public void Document_keeps_to_its_schema(string script)
    {
        var outcome = _sandbox.Run("analyze", Token(script), "--format", "json");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
        Assert.That(Shape.Differences(JsonDocument.Parse(outcome.Out).RootElement), Is.Empty);
        Assert.That(outcome.Out, Has.Length.LessThan(300_000));
    }

    [Test]
    public void Run_that_is_not_the_recorded_one_is_exit_code_5()
    {
        var token = Token(Lost);
        _sandbox.Write("s/sample.yaml", Lost.Replace("ordinal: 4", "ordinal: 3", StringComparison.Ordinal));
        var outcome = _sandbox.Run("analyze", token);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Diverged));
        Assert.That(outcome.Error, Does.Contain("has changed since the token was made").And.Contain("The trace differs"));
    }

    private string Token(string script)
    {
        _sandbox.Write("s/sample.yaml", script);
        _sandbox.Run("run", "s/sample.yaml");
        using var line = JsonDocument.Parse(_sandbox.Read("reports/latest/results.ndjson"));
        return line.RootElement.GetProperty("token").GetString()!;
    }
}
