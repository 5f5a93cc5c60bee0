using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlListTests : KeFixture
{
    private Pointer Head => NonPaged(0);

    private Pointer A => NonPaged(0x10);

    private Pointer B => NonPaged(0x20);

    [Test]
    public void List_keeps_order_at_both_ends()
    {
        Driver.InitializeListHead(Head);
        Assert.That(Driver.IsListEmpty(Head), Is.True);
        Driver.InsertTailList(Head, A);
        Driver.InsertTailList(Head, B);
        Driver.InsertHeadList(Head, NonPaged(0x30));
        Assert.That(Driver.RemoveHeadList(Head), Is.EqualTo(NonPaged(0x30)));
        Assert.That(Driver.RemoveTailList(Head), Is.EqualTo(B));
        Assert.That(Driver.RemoveEntryList(A), Is.True, "it was the last");
        Assert.That(Driver.IsListEmpty(Head), Is.True);
    }

    [Test]
    [Raises(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, 0x3)]
    public void RemoveEntryList_twice_is_0x139_3_from_windows_8_on()
    {
        TwoEntries();
        Driver.RemoveEntryList(A);
        Assert.That(AssertBugCheck(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, () => Driver.RemoveEntryList(A)).P1, Is.EqualTo(3UL));
    }

    [Test]
    public void RemoveEntryList_twice_before_windows_8_goes_unnoticed()
    {
        Boot("windows-vista-x64");
        TwoEntries();
        Driver.RemoveEntryList(A);
        Driver.RemoveEntryList(A);
        Assert.That(Machine.IsStopped, Is.False);
    }

    [Test]
    public void PopEntryList_of_an_empty_list_is_null()
    {
        Driver.PushEntryList(Head, A);
        Driver.PushEntryList(Head, B);
        Pointer[] popped = [Driver.PopEntryList(Head), Driver.PopEntryList(Head), Driver.PopEntryList(Head)];
        Assert.That(popped, Is.EqualTo(new[] { B, A, Pointer.Null }));
    }

    [Test]
    public void ExInterlockedRemoveHeadList_of_an_empty_list_is_null()
    {
        var spinLock = NonPaged(0x80);
        Driver.InitializeListHead(Head);
        Assert.That(Driver.ExInterlockedInsertTailList(Head, A, spinLock).IsNull, Is.True);
        Assert.That(Driver.ExInterlockedInsertTailList(Head, B, spinLock), Is.EqualTo(A));
        Assert.That(Driver.ExInterlockedInsertHeadList(Head, NonPaged(0x30), spinLock), Is.EqualTo(A));
        Assert.That(Driver.ExInterlockedRemoveHeadList(Head, spinLock), Is.EqualTo(NonPaged(0x30)));
        Driver.ExInterlockedRemoveHeadList(Head, spinLock);
        Driver.ExInterlockedRemoveHeadList(Head, spinLock);
        Assert.That(Driver.ExInterlockedRemoveHeadList(Head, spinLock).IsNull, Is.True);
    }

    [Test]
    public void ExInterlockedInsertTailList_under_a_lock_that_the_driver_holds_is_a_hang()
    {
        Driver.InitializeListHead(Head);
        Driver.KeAcquireSpinLock(NonPaged(0x80), out _);
        AssertHang(() => Driver.ExInterlockedInsertTailList(Head, A, NonPaged(0x80)));
    }

    [Test]
    public void ExInterlockedInsertTailList_of_a_trimmed_entry_is_0xA()
    {
        Driver.InitializeListHead(Head);
        Machine.Pages.TrimAll();
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.ExInterlockedInsertTailList(Head, Paged(0), NonPaged(0x80)));
    }

    [Test]
    public void SList_is_last_in_first_out_and_counts()
    {
        Driver.InitializeSListHead(Head);
        Driver.ExInterlockedPushEntrySList(Head, A);
        Driver.ExInterlockedPushEntrySList(Head, B);
        Assert.That(Driver.ExQueryDepthSList(Head), Is.EqualTo(2));
        Assert.That(Driver.ExInterlockedPopEntrySList(Head), Is.EqualTo(B));
        Assert.That(Driver.ExQueryDepthSList(Head), Is.EqualTo(1));
        Assert.That(Driver.ExInterlockedFlushSList(Head), Is.EqualTo(A));
        Assert.That((Driver.ExQueryDepthSList(Head), Driver.ExInterlockedPopEntrySList(Head).IsNull), Is.EqualTo(((ushort)0, true)));
    }

    [TestCase("windows-xp-x86")]
    [TestCase("windows-2000-alpha")]
    public void SList_needs_no_16_byte_alignment_on_32_bit_machines(string profile)
    {
        Boot(profile);
        var head = NonPaged(8);
        Driver.InitializeSListHead(head);
        Driver.ExInterlockedPushEntrySList(head, A);
        Assert.That((Driver.ExQueryDepthSList(head), Driver.ExInterlockedPopEntrySList(head)), Is.EqualTo(((ushort)1, A)));
    }

    [TestCase("windows-vista-x64")]
    [TestCase("windows-10-x64")]
    public void InitializeSListHead_not_aligned_raises_on_64_bit_machines(string profile)
    {
        Boot(profile);
        Assert.That(
            () => Driver.InitializeSListHead(NonPaged(8)),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT));
    }

    [Test]
    public void Interlocked_operations_give_new_and_old_values()
    {
        int[] counts = [Driver.InterlockedIncrement(A), Driver.InterlockedIncrement(A), Driver.InterlockedDecrement(A)];
        Assert.That(counts, Is.EqualTo(new[] { 1, 2, 1 }));
        Assert.That(Driver.InterlockedCompareExchange(A, 7, 2), Is.EqualTo(1));
        Assert.That(Driver.InterlockedCompareExchange(A, 7, 1), Is.EqualTo(1));
        Assert.That(Driver.InterlockedExchange(A, 9), Is.EqualTo(7));
        Assert.That((Driver.InterlockedOr(A, 4), Driver.InterlockedAnd(A, 4)), Is.EqualTo((9, 13)));
        Assert.That(Driver.InterlockedExchangePointer(B, A).IsNull, Is.True);
        Assert.That(Driver.InterlockedCompareExchangePointer(B, Pointer.Null, A), Is.EqualTo(A));
        Assert.That(B.Read<ulong>(), Is.Zero);
        Assert.That((Driver.InterlockedIncrement64(B), Driver.InterlockedDecrement64(B)), Is.EqualTo((1L, 0L)));
        Assert.That(Driver.ExInterlockedAddUlong(A, 3, B), Is.EqualTo(4u));
        Assert.That((Driver.ExInterlockedAddLargeInteger(A, -7, B), A.Read<long>()), Is.EqualTo((7L, 0L)));
    }

    private void TwoEntries()
    {
        Driver.InitializeListHead(Head);
        Driver.InsertTailList(Head, A);
        Driver.InsertTailList(Head, B);
    }

    [TestCase(KIRQL.DISPATCH_LEVEL)]
    [TestCase(KIRQL.HIGH_LEVEL)]
    public void Sequenced_lists_are_for_any_level(KIRQL level)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Machine.Irql = level;
        Driver.InitializeSListHead(Head);
        Driver.ExInterlockedPushEntrySList(Head, A);
        Driver.ExInterlockedPushEntrySList(Head, B);
        Assert.That((Driver.ExQueryDepthSList(Head), Driver.ExInterlockedPopEntrySList(Head)), Is.EqualTo(((ushort)2, B)));
        Assert.That(Driver.ExInterlockedFlushSList(Head), Is.EqualTo(A));
        Assert.That(Noted(), Is.Empty);
    }
}
