using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Kernel;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Cli.Commands;

/// <summary><c>explain</c> knows every word that this program prints, and the ways in which others write the same.</summary>
public sealed class ExplainCommandTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("0xC4", "DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4)")]
    [TestCase("c4", "DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4)")]
    [TestCase("196", "DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4)")]
    [TestCase("50", "PAGE_FAULT_IN_NONPAGED_AREA (0x50)")]
    [TestCase("bad_pool_caller", "BAD_POOL_CALLER (0xC2)")]
    [TestCase("0xC000009A", "STATUS_INSUFFICIENT_RESOURCES (0xC000009A)")]
    [TestCase("3221225626", "STATUS_INSUFFICIENT_RESOURCES (0xC000009A)")]
    [TestCase("-1073741670", "STATUS_INSUFFICIENT_RESOURCES (0xC000009A)")]
    [TestCase("VS1101", "VS1101, error: unknown key")]
    [TestCase("vs1506", "VS1506, warning: ")]
    [TestCase("State-Lost", "state-lost, a kind of finding")]
    [TestCase("ioallocatemdl", "IoAllocateMdl, a DDI of ntoskrnl.exe")]
    [TestCase("IoCallDriver", "IoCallDriver, a macro that calls IofCallDriver of ntoskrnl.exe")]
    [TestCase("MmGetSystemAddressForMdlSafe", "MmGetSystemAddressForMdlSafe, a macro that calls MmMapLockedPagesSpecifyCache of ntoskrnl.exe")]
    public void Word_is_explained(string word, string title)
    {
        var outcome = _sandbox.Run("explain", word);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
        Assert.That(outcome.Out.Split('\n')[0], Does.StartWith(title));
        Assert.That(outcome.Out.Split('\n'), Has.Length.GreaterThan(2));
    }

    [Test]
    public void Every_word_that_the_program_prints_is_known()
    {
        string[] words =
        [
            .. DiagnosticCodes.All.Select(code => code.Id), .. Enum.GetValues<FindingKind>().Select(FindingWords.Of), .. DdiCatalogue.All.Select(ddi => ddi.Name),
            .. DdiMacros.Exports.Keys, .. BugCheckCatalogue.All.Select(row => $"0x{(uint)row.Code:X}"), .. NTSTATUS.Known.Select(status => status.Name),
        ];
        Assert.That(words.Where(word => _sandbox.Run("explain", word).Code != ExitCode.Ok), Is.Empty);
    }

    [Test]
    public void Number_with_two_readings_has_both()
    {
        // 0x80 is a status, 80 = 0x50 a bug check.
        var outcome = _sandbox.Run("explain", "80");
        Assert.That(outcome.Out, Does.Match(@"^STATUS_ABANDONED\w* \(0x00000080\)\n").And.Match(@"\n\nPAGE_FAULT_IN_NONPAGED_AREA \(0x50\)\n"));
        using var document = JsonDocument.Parse(_sandbox.Run("explain", "80", "--format", "json").Out);
        Assert.That(document.RootElement.GetProperty("status").GetProperty("value").GetString(), Is.EqualTo("0x00000080"));
        Assert.That(document.RootElement.GetProperty("bugCheck").GetProperty("code").GetString(), Is.EqualTo("0x50"));
    }

    [Test]
    public void Parameters_are_explained_as_far_as_they_are_given()
    {
        Assert.That(Parameters("0xC4", "0x81"), Is.EqualTo(new[] { "rule that was broken: 0x81", "MDL", "MDL flags", "reserved" }));
        Assert.That(Parameters("0xC4", "0x81", "0x5"), Is.EqualTo(new[] { "rule that was broken: 0x81", "MDL: 0x5", "MDL flags", "reserved" }));
        Assert.That(Parameters("0xC4", "81", "5", "7"), Is.EqualTo(new[] { "rule that was broken: 0x81", "MDL: 0x5", "MDL flags: 0x7", "reserved" }));
        Assert.That(Parameters("0xD1", "0x8", "2"), Is.EqualTo(new[] { "address touched: 0x8", "IRQL at the access: 2 (DISPATCH_LEVEL)", "access", "instruction" }));
        Assert.That(Parameters("0xD1", "0x8", "2", "1", "9").Last(), Is.EqualTo("instruction: 0x9"));
    }

    [TestCase("explain leak 0x4", "error: leak is no bug check; only they have parameters\n")]
    [TestCase("explain 0xC4 word", "error: 'word' is no parameter of a bug check; write it in hexadecimal, as 0x62\n")]
    [TestCase("explain exallocpool", "error: 'exallocpool' is neither a known bug check nor an NTSTATUS, a code such as VS1101, a kind of finding or a DDI; did you mean 'ExAllocatePool'?\n")]
    [TestCase("explain 99999999999999999999", "error: '99999999999999999999' is neither a known bug check")]
    public void What_means_nothing_is_said(string line, string error)
    {
        var outcome = _sandbox.Run(line.Split(' '));
        Assert.That((outcome.Code, outcome.Out), Is.EqualTo((ExitCode.Usage, string.Empty)));
        Assert.That(outcome.Error, Does.StartWith(error));
    }

    [TestCase("leak", "findingKind", "kind", "leak")]
    [TestCase("VS1101", "diagnostic", "severity", "error")]
    [TestCase("IoCallDriver", "ddi", "export", "IofCallDriver")]
    [TestCase("STATUS_NO_MEMORY", "status", "value", "0xC0000017")]
    public void Format_json_has_an_object_for_each_meaning(string word, string property, string field, string value)
    {
        using var document = JsonDocument.Parse(_sandbox.Run("explain", word, "--format", "json").Out);
        Assert.That(document.RootElement.GetProperty(property).GetProperty(field).GetString(), Is.EqualTo(value));
    }

    private IEnumerable<string> Parameters(params string[] words) =>
        _sandbox.Run(["explain", .. words]).Out.Split('\n').Where(line => line.StartsWith("  P", StringComparison.Ordinal)).Select(line => line[6..]);
}
