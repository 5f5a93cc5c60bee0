using System.Text.Json;
using System.Text.RegularExpressions;

namespace Verifier.Tests.Cli.Commands;

/// <summary>The levels that <c>list ddis</c> shows are the declared rules.</summary>
public sealed class ListDdisTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Prepare() => _sandbox = new CliSandbox();

    [TearDown]
    public void CleanUp() => _sandbox.Dispose();

    [TestCase("KeAcquireSpinLockAtDpcLevel", ">= DISPATCH_LEVEL")]
    [TestCase("KeReleaseSpinLockFromDpcLevel", ">= DISPATCH_LEVEL")]
    [TestCase("KeReleaseSpinLock", "= DISPATCH_LEVEL")]
    [TestCase("PsGetCurrentThread", "any")]
    [TestCase("DbgPrint", "<= DIRQL")]
    [TestCase("KeSetEvent", "<= DISPATCH_LEVEL, Wait = TRUE <= APC_LEVEL")]
    [TestCase("MmFreeContiguousMemory", "<= DISPATCH_LEVEL, before Vista <= APC_LEVEL")]
    public void List_ddis_shows_the_lowest_and_the_highest_level(string routine, string irql)
    {
        using var document = JsonDocument.Parse(_sandbox.Run("list", "ddis", "--format", "json").Out);
        Assert.That(Row(document, routine).GetProperty("irql").GetString(), Is.EqualTo(irql));
        Assert.That(_sandbox.Run("list", "ddis").Out, Does.Match($@"(?m)^{routine} +{Regex.Escape(irql)} "));
    }

    [Test]
    public void List_ddis_as_json_has_what_a_declaration_states_and_a_table_has_no_room_for()
    {
        using var document = JsonDocument.Parse(_sandbox.Run("list", "ddis", "--format", "json").Out);
        var allocate = Row(document, "IoAllocateIrp");
        Assert.That(Texts(allocate, "parameters"), Is.EqualTo(new[] { "StackSize Value 1", "ChargeQuota Value 1" }));
        Assert.That(allocate.GetProperty("module").GetString(), Is.EqualTo("ntoskrnl.exe"));
        Assert.That(Texts(Row(document, "ExAllocatePoolWithQuotaTag"), "shapes"), Is.EqualTo(new[] { "Raise", "QuotaExceeded" }));
        Assert.That(Texts(Row(document, "IoFreeIrp"), "shapes"), Is.Empty);
        Assert.That(_sandbox.Run("list", "ddis").Out, Does.Not.Contain("StackSize"));
    }

    private static JsonElement Row(JsonDocument document, string routine) =>
        document.RootElement.GetProperty("ddis").EnumerateArray().Single(d => d.GetProperty("name").GetString() == routine);

    private static IEnumerable<string?> Texts(JsonElement row, string property) => row.GetProperty(property).EnumerateArray().Select(t => t.GetString());
}
