using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>Run-down protection, plain and cache-aware.</summary>
public sealed class ExRundownTests : KeFixture
{
    private Pointer Ref => NonPaged(0);

    [SetUp]
    public void Initialise() => Driver.ExInitializeRundownProtection(Ref);

    [Test]
    public void Object_that_nobody_uses_runs_down_at_once_and_is_protected_no_more()
    {
        Assert.That(Driver.ExAcquireRundownProtection(Ref), Is.True);
        Driver.ExReleaseRundownProtection(Ref);
        Driver.ExWaitForRundownProtectionRelease(Ref);
        Driver.ExWaitForRundownProtectionRelease(Ref);
        Assert.That(Driver.ExAcquireRundownProtection(Ref), Is.False);
        Driver.ExReInitializeRundownProtection(Ref);
        Assert.That(Driver.ExAcquireRundownProtection(Ref), Is.True);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    public void Owner_waits_until_the_last_user_has_given_its_protection_back()
    {
        var order = new List<string>();
        Assert.That(Driver.ExAcquireRundownProtectionEx(Ref, 2), Is.True);
        StartThread("user", () =>
        {
            order.Add($"refused: {!Driver.ExAcquireRundownProtection(Ref)}");
            Driver.ExReleaseRundownProtection(Ref);
            order.Add("one left");
            Driver.ExReleaseRundownProtectionEx(Ref, 1);
        });
        Driver.ExWaitForRundownProtectionRelease(Ref);
        order.Add("run down");
        Assert.That(order, Is.EqualTo(new[] { "refused: True", "one left", "run down" }));
    }

    [Test]
    public void Protection_that_is_never_given_back_is_a_hang()
    {
        Driver.ExAcquireRundownProtection(Ref);
        Assert.That(AssertHang(() => Driver.ExWaitForRundownProtectionRelease(Ref)), Does.Contain($"the run-down of the object of 0x{Ref.Address:X}"));
    }

    [Test]
    public void Protection_that_was_not_acquired_is_a_broken_rule()
    {
        Driver.ExReleaseRundownProtection(Ref);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("run-down protection released too often"));
    }

    [Test]
    public void Object_that_has_not_run_down_is_not_initialised_again()
    {
        Driver.ExReInitializeRundownProtection(Ref);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("run-down protection initialised again"));
        Driver.ExRundownCompleted(Ref);
        Assert.That(Driver.ExAcquireRundownProtection(Ref), Is.False);
    }

    [Test]
    public void Cache_aware_protection_of_the_drivers_own_memory_works_alike()
    {
        var size = Driver.ExSizeOfRundownProtectionCacheAware();
        var aware = NonPaged(0x40);
        Driver.ExInitializeRundownProtectionCacheAware(aware, size);
        Assert.That(Driver.ExAcquireRundownProtectionCacheAware(aware), Is.True);
        Driver.ExReleaseRundownProtectionCacheAware(aware);
        Driver.ExWaitForRundownProtectionReleaseCacheAware(aware);
        Driver.ExRundownCompletedCacheAware(aware);
        Assert.That(Driver.ExAcquireRundownProtectionCacheAware(aware), Is.False);
        Driver.ExReInitializeRundownProtectionCacheAware(aware);
        Assert.That(Driver.ExAcquireRundownProtectionCacheAware(aware), Is.True);
        Assert.That(Machine.Breaches, Is.Empty);
        Driver.ExInitializeRundownProtectionCacheAware(aware, size - 1);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("memory of a cache-aware run-down protection"));
    }

    [Test]
    public void Allocated_cache_aware_protection_is_the_drivers_until_it_frees_it()
    {
        var aware = Driver.ExAllocateCacheAwareRundownProtection(POOL_TYPE.NonPagedPool, "Rund");
        Assert.That(Driver.ExAcquireRundownProtectionCacheAware(aware), Is.True);
        Assert.That(Machine.Pool.Census.BlockAt(aware)!.Value.AcquiredBy!.Name, Is.EqualTo("ExAllocateCacheAwareRundownProtection"));
        Driver.ExFreeCacheAwareRundownProtection(aware);
        Assert.That(Machine.Pool.Census.BlockAt(aware), Is.Null);
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Driver.ExAllocateCacheAwareRundownProtection(POOL_TYPE.NonPagedPool, "Rund").IsNull);
    }
}
