using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks;

public sealed class BugCheckExplanationTests
{
    private static readonly ulong s_block = 0xFFFF_8000_0012_3450;
    private static readonly ulong s_arry = PoolTag.From("Arry").Value;

    [Test]
    public void Explain_labels_and_formats_every_parameter()
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(
            new BugCheck(BugCheckCode.BAD_POOL_CALLER, 0x9A, (ulong)POOL_TYPE.NonPagedPoolMustSucceed, 4096, s_arry));

        Assert.That(explanation.ToString(), Is.EqualTo(
            "BAD_POOL_CALLER (0xC2/0x9A)\n"
            + "A driver made an illegal pool request: a bad allocation or a bad free.\n"
            + "The driver asked for must-succeed pool, which is not allowed: ask for ordinary pool and handle failure.\n"
            + "  P1  what is wrong: 0x9A\n"
            + "  P2  type of pool asked for: 0x2 (NonPagedPoolMustSucceed)\n"
            + "  P3  size asked for: 4,096 bytes\n"
            + "  P4  tag asked for: 'Arry' (0x79727241)\n"));
    }

    [Test]
    public void Explain_of_a_code_alone_has_labels_without_values()
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x62);

        Assert.That(explanation.ToString(), Is.EqualTo(
            "DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4/0x62)\n"
            + "Driver Verifier found the driver breaking a rule.\n"
            + "The driver was unloaded and left pool behind: every block must be freed before Unload returns, "
            + "and before DriverEntry returns an error.\n"
            + "  P1  rule that was broken: 0x62\n"
            + "  P2  name of the driver (UNICODE_STRING)\n"
            + "  P3  reserved (the verifier's entry of the driver)\n"
            + "  P4  allocations not freed, paged and nonpaged together\n"));
    }

    [Test]
    public void Explain_of_special_pool_reads_the_sub_code_from_the_last_parameter()
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(
            new BugCheck(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, s_block, s_block + 0x21, 0, 0x24));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(explanation.Sentence, Is.EqualTo("Bytes after the block were overwritten: the driver wrote beyond its end."));
            Assert.That(explanation.Parameters[0].Label, Is.EqualTo("address being freed"));
            Assert.That(explanation.Parameters[1].Label, Is.EqualTo("where the damage is"));
            Assert.That(explanation.Parameters[2].Label, Is.EqualTo("reserved"));
            Assert.That(explanation.Parameters[3].Text, Is.EqualTo("0x24"));
        }
    }

    [TestCase(0xFFFF_FFFF_C000_009AUL)]
    [TestCase(0x0000_0000_C000_009AUL)]
    public void Explain_knows_the_exception_with_and_without_sign_extension(ulong exception)
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(
            new BugCheck(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, exception, s_block));

        Assert.That(explanation.Sentence, Does.Contain("STATUS_INSUFFICIENT_RESOURCES"));
        Assert.That(explanation.Parameters[0].Text, Is.EqualTo("0xC000009A (STATUS_INSUFFICIENT_RESOURCES)"));
        Assert.That(explanation.Title, Is.EqualTo("SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (0x7E/0xC000009A)"));
    }

    [Test]
    public void Explain_of_a_rare_exception_falls_back_to_the_status() =>
        Assert.That(
            BugCheckCatalogue.Explain(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, 0xC0000264).Sentence,
            Is.EqualTo("The exception is STATUS_RESOURCE_NOT_OWNED: ERESOURCE released by a non-owner."));

    [TestCase(0UL, "The address is NULL: ")]
    [TestCase(0x18UL, "The address is NULL plus 0x18, ")]
    public void Explain_recognises_a_null_pointer(ulong address, string hint)
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(
            new BugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, address, 2, 1, s_block));

        Assert.That(explanation.Hints[0], Does.StartWith(hint));
        Assert.That(explanation.Parameters[1].Text, Is.EqualTo("2 (DISPATCH_LEVEL)"));
        Assert.That(explanation.Parameters[2].Text, Is.EqualTo("1 (write)"));
    }

    [Test]
    public void Explain_of_a_stale_pointer_does_not_speak_of_null() =>
        Assert.That(
            BugCheckCatalogue.Explain(new BugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, s_block, 2, 0, 0)).Hints, Is.Empty);

    [Test]
    public void Explain_reads_the_write_of_a_page_fault_as_the_newer_systems_count() =>
        Assert.That(
            BugCheckCatalogue.Explain(new BugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, s_block, 2, 0, 0)).Parameters[1].Text,
            Is.EqualTo("2 (write)"));

    [Test]
    public void Explain_of_an_unknown_sub_code_says_so() =>
        Assert.That(
            BugCheckCatalogue.Explain(new BugCheck(BugCheckCode.BAD_POOL_CALLER, 0x7777)).ToString(),
            Does.Contain("This sub-code is not in the catalogue."));

    [Test]
    public void Explain_of_an_unknown_code_says_so()
    {
        BugCheckExplanation explanation = BugCheckCatalogue.Explain(new BugCheck((BugCheckCode)0xBEEF, 1, 2, 3, 4));

        Assert.That(explanation.Title, Is.EqualTo("0xBEEF (0xBEEF)"));
        Assert.That(explanation.Parameters.Select(parameter => parameter.Text), Is.EqualTo(new[] { "0x1", "0x2", "0x3", "0x4" }));
    }

    [Test]
    public void ToString_of_a_bug_check_is_one_line() =>
        Assert.That(
            new BugCheck(BugCheckCode.BAD_POOL_CALLER, 7, 0, 0x1A, s_block).ToString(),
            Is.EqualTo("BAD_POOL_CALLER (0xC2) 0x7, 0x0, 0x1A, 0xFFFF800000123450"));
}
