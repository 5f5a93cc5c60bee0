using System.Reflection;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Kernel.Status;

/// <summary>
/// The values are written here a second time on purpose: they come from [MS-ERREF] (harness/docs/facts/ntstatus.md), not from the code.
/// </summary>
public sealed class NTSTATUSTests
{
    [TestCase("STATUS_SUCCESS", 0x00000000u)]
    [TestCase("STATUS_ABANDONED_WAIT_0", 0x00000080u)]
    [TestCase("STATUS_USER_APC", 0x000000C0u)]
    [TestCase("STATUS_ALERTED", 0x00000101u)]
    [TestCase("STATUS_TIMEOUT", 0x00000102u)]
    [TestCase("STATUS_PENDING", 0x00000103u)]
    [TestCase("STATUS_OBJECT_NAME_EXISTS", 0x40000000u)]
    [TestCase("STATUS_BUFFER_OVERFLOW", 0x80000005u)]
    [TestCase("STATUS_NO_MORE_ENTRIES", 0x8000001Au)]
    [TestCase("STATUS_UNSUCCESSFUL", 0xC0000001u)]
    [TestCase("STATUS_ACCESS_VIOLATION", 0xC0000005u)]
    [TestCase("STATUS_INVALID_PARAMETER", 0xC000000Du)]
    [TestCase("STATUS_INVALID_DEVICE_REQUEST", 0xC0000010u)]
    [TestCase("STATUS_MORE_PROCESSING_REQUIRED", 0xC0000016u)]
    [TestCase("STATUS_NO_MEMORY", 0xC0000017u)]
    [TestCase("STATUS_BUFFER_TOO_SMALL", 0xC0000023u)]
    [TestCase("STATUS_OBJECT_NAME_COLLISION", 0xC0000035u)]
    [TestCase("STATUS_QUOTA_EXCEEDED", 0xC0000044u)]
    [TestCase("STATUS_DELETE_PENDING", 0xC0000056u)]
    [TestCase("STATUS_INSUFFICIENT_RESOURCES", 0xC000009Au)]
    [TestCase("STATUS_WORKING_SET_QUOTA", 0xC00000A1u)]
    [TestCase("STATUS_NOT_SUPPORTED", 0xC00000BBu)]
    [TestCase("STATUS_INVALID_PARAMETER_4", 0xC00000F2u)]
    [TestCase("STATUS_INVALID_PARAMETER_5", 0xC00000F3u)]
    [TestCase("STATUS_CANCELLED", 0xC0000120u)]
    [TestCase("STATUS_FAILED_DRIVER_ENTRY", 0xC0000365u)]
    [TestCase("STATUS_VERIFIER_STOP", 0xC0000421u)]
    public void TryParse_name_of_the_facts_gives_the_value_of_the_facts(string name, uint value)
    {
        Assert.That(TryParse(name, out NTSTATUS status), Is.True);
        Assert.That(status.Value, Is.EqualTo(value));
        Assert.That(status.Name, Is.EqualTo(name));
    }

    [TestCase(0x00000000u, true, false, false, false)]
    [TestCase(0x00000103u, true, false, false, false)]
    [TestCase(0x3FFFFFFFu, true, false, false, false)]
    [TestCase(0x40000000u, true, true, false, false)]
    [TestCase(0x7FFFFFFFu, true, true, false, false)]
    [TestCase(0x80000005u, false, false, true, false)]
    [TestCase(0xBFFFFFFFu, false, false, true, false)]
    [TestCase(0xC000009Au, false, false, false, true)]
    [TestCase(0xFFFFFFFFu, false, false, false, true)]
    public void Severity_comes_from_the_top_two_bits(uint value, bool success, bool information, bool warning, bool error)
    {
        var status = new NTSTATUS(value);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.IsSuccess, Is.EqualTo(success));
            Assert.That(NT_SUCCESS(status), Is.EqualTo(success));
            Assert.That(status.IsInformation, Is.EqualTo(information));
            Assert.That(status.IsWarning, Is.EqualTo(warning));
            Assert.That(status.IsError, Is.EqualTo(error));
        }
    }

    [Test]
    public void Known_holds_the_124_rows_of_the_facts_and_nineteen_of_the_headers() => Assert.That(Known, Has.Length.EqualTo(145));

    [Test]
    public void Known_has_every_constant_under_its_own_name()
    {
        var declared = typeof(NTSTATUS).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != nameof(STATUS_CONTINUE_COMPLETION))
            .Select(field => (field.Name, (NTSTATUS)field.GetValue(null)!));

        Assert.That(Known.Select(row => (row.Name, row.Status)), Is.EquivalentTo(declared));
    }

    [Test]
    public void Known_values_are_distinct_but_for_the_satisfied_wait()
    {
        var shared = Known.GroupBy(row => row.Status.Value).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.That(shared, Is.EqualTo(new[] { 0u }));
    }

    [Test]
    public void Known_meanings_are_sentences() =>
        Assert.That(Known.Select(row => row.Meaning), Has.All.Matches<string>(text => text.Length > 4 && text.EndsWith('.')));

    // Written here a second time: from Microsoft's list of NTSTATUS values.
    [TestCase("STATUS_THREAD_WAS_SUSPENDED", 0x40000001u)]
    [TestCase("STATUS_WAIT_63", 0x0000003Fu)]
    [TestCase("STATUS_DEVICE_PAPER_EMPTY", 0x8000000Eu)]
    [TestCase("STATUS_INVALID_CID", 0xC000000Bu)]
    [TestCase("STATUS_PARITY_ERROR", 0xC000002Bu)]
    [TestCase("STATUS_NETWORK_BUSY", 0xC00000BFu)]
    [TestCase("STATUS_DEVICE_ALREADY_ATTACHED", 0xC0000038u)]
    [TestCase("DBG_CONTINUE", 0x00010002u)]
    [TestCase("RPC_NT_SERVER_UNAVAILABLE", 0xC0020017u)]
    [TestCase("STATUS_HUNG_DISPLAY_DRIVER_THREAD", 0xC0000415u)]
    public void Every_public_status_has_its_name_without_a_constant(string name, uint value)
    {
        Assert.That(new NTSTATUS(value).ToString(), Is.EqualTo(name));
        Assert.That(TryParse(name.ToLowerInvariant(), out var status), Is.True);
        Assert.That(status.Value, Is.EqualTo(value));
        Assert.That(Known.Select(k => k.Name), Does.Not.Contain(name));
    }

    // The header's order says which of two names is the general one; a constant of the kernel comes before both.
    [TestCase("STATUS_SUCCESS", "STATUS_WAIT_0")]
    [TestCase("STATUS_ABANDONED_WAIT_0", "STATUS_ABANDONED")]
    [TestCase("STATUS_FWP_TOO_MANY_BOOTTIME_FILTERS", "STATUS_FWP_TOO_MANY_CALLOUTS")]
    public void Of_two_names_of_a_value_one_is_shown_and_both_are_read(string shown, string other)
    {
        Assert.That(TryParse(other, out var status), Is.True);
        Assert.That(status.Name, Is.EqualTo(shown));
        Assert.That(TryParse(shown, out var same), Is.True);
        Assert.That(same, Is.EqualTo(status));
    }

    [Test]
    public void List_of_names_is_whole_in_order_and_without_doubles()
    {
        Assert.That(StatusTable.All, Has.Length.EqualTo(1797));
        Assert.That(StatusTable.All.Select(row => row.Status.Value), Is.Ordered);
        Assert.That(StatusTable.All.Select(row => row.Name), Is.Unique.And.All.Match("^[A-Z][A-Z0-9_]+$"));
    }

    [Test]
    public void Name_of_an_unknown_code_is_its_number()
    {
        var status = new NTSTATUS(0xE0001234);

        Assert.That(status.ToString(), Is.EqualTo("0xE0001234"));
        Assert.That(status.Meaning, Is.Null);
    }

    [TestCase("0xC000009A")]
    [TestCase("0Xc000009a")]
    [TestCase("status_insufficient_resources")]
    public void TryParse_takes_numbers_and_names_in_any_case(string text)
    {
        Assert.That(TryParse(text, out NTSTATUS status), Is.True);
        Assert.That(status, Is.EqualTo(STATUS_INSUFFICIENT_RESOURCES));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0x")]
    [TestCase("0x1C000009A")]
    [TestCase("0xNOPE")]
    [TestCase("STATUS_NO_SUCH_THING")]
    [TestCase("C000009A")]
    public void TryParse_of_anything_else_is_false(string? text)
    {
        Assert.That(TryParse(text, out NTSTATUS status), Is.False);
        Assert.That(status, Is.EqualTo(STATUS_SUCCESS));
    }

    [Test]
    public void Comparing_allocates_nothing()
    {
        NTSTATUS[] statuses = [STATUS_SUCCESS, STATUS_PENDING, STATUS_INSUFFICIENT_RESOURCES];
        int equal = CountEqual(statuses, STATUS_PENDING);

        long before = GC.GetAllocatedBytesForCurrentThread();
        equal += CountEqual(statuses, STATUS_PENDING);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(equal, Is.EqualTo(4));
        Assert.That(after - before, Is.Zero);
    }

    private static int CountEqual(NTSTATUS[] statuses, NTSTATUS wanted)
    {
        int count = 0;
        foreach (NTSTATUS status in statuses)
        {
            count += status == wanted ? 1 : 0;
            count += status.Equals(wanted) && status.IsSuccess ? 1 : 0;
        }

        return count;
    }
}
