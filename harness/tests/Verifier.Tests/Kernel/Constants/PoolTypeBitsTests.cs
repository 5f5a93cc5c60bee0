using Verifier.Kernel;
using static Verifier.Kernel.POOL_TYPE;

namespace Verifier.Tests.Kernel.Constants;

public sealed class PoolTypeBitsTests
{
    [TestCase(NonPagedPool, false)]
    [TestCase(PagedPool, true)]
    [TestCase(PagedPoolCacheAligned, true)]
    [TestCase(PagedPoolSession, true)]
    [TestCase(PagedPool | POOL_RAISE_IF_ALLOCATION_FAILURE, true)]
    [TestCase(NonPagedPoolNx, false)]
    public void IsPaged_reads_the_low_bit(POOL_TYPE type, bool paged) => Assert.That(type.IsPaged(), Is.EqualTo(paged));

    [TestCase(NonPagedPoolMustSucceed, true)]
    [TestCase(NonPagedPoolCacheAlignedMustS, true)]
    [TestCase(NonPagedPoolMustSucceedSession, true)]
    [TestCase(DontUseThisType, false)]
    [TestCase(NonPagedPool, false)]
    [TestCase(NonPagedPoolNx, false)]
    public void IsMustSucceed_is_true_for_the_must_succeed_types_only(POOL_TYPE type, bool mustSucceed) =>
        Assert.That(type.IsMustSucceed(), Is.EqualTo(mustSucceed));

    [Test]
    public void Flags_are_read_one_by_one()
    {
        const POOL_TYPE type = NonPagedPoolNxCacheAligned | POOL_RAISE_IF_ALLOCATION_FAILURE | POOL_ZERO_ALLOCATION;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(type.RaisesOnFailure(), Is.True);
            Assert.That(type.IsZeroed(), Is.True);
            Assert.That(type.IsNonExecutable(), Is.True);
            Assert.That(type.IsCacheAligned(), Is.True);
            Assert.That(type.IsSession(), Is.False);
            Assert.That(type.FailsInsteadOfRaising(), Is.False);
            Assert.That((PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE).FailsInsteadOfRaising(), Is.True);
            Assert.That(NonPagedPoolSessionNx.IsSession(), Is.True);
        }
    }

    [TestCase(NonPagedPool, "NonPagedPool")]
    [TestCase(NonPagedPoolNx, "NonPagedPoolNx")]
    [TestCase(NonPagedPool | POOL_RAISE_IF_ALLOCATION_FAILURE, "NonPagedPool | POOL_RAISE_IF_ALLOCATION_FAILURE")]
    [TestCase(
        PagedPool | POOL_COLD_ALLOCATION | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
        "PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE | POOL_COLD_ALLOCATION")]
    [TestCase((POOL_TYPE)64, "POOL_TYPE 0x40")]
    public void ToNtName_reads_as_the_driver_writes(POOL_TYPE type, string name) => Assert.That(type.ToNtName(), Is.EqualTo(name));
}
