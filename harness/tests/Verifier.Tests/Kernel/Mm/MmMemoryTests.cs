using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>The machine's memory, and the resource and thread routines that compiled drivers import beside it.</summary>
public sealed class MmMemoryTests : KeFixture
{
    [TestCase("windows-2000-x86")]
    [TestCase("windows-10-x64")]
    public void Ranges_hold_the_pages_of_the_profile_and_are_the_drivers_to_free(string profile)
    {
        Boot(profile);
        var ranges = Driver.MmGetPhysicalMemoryRanges();
        Assert.That(ranges.Read<ulong>(8), Is.EqualTo((ulong)Machine.Profile.PhysicalPages * (ulong)Machine.Profile.PageSize));
        Assert.That((ranges.Read<ulong>(16), ranges.Read<ulong>(24)), Is.EqualTo((0UL, 0UL)));
        Driver.ExFreePool(ranges);
        Assert.That(Machine.Breaches, Is.Empty);
        Assert.That(Driver.MmQuerySystemSize(), Is.InRange(0u, 2u));
    }

    [Test]
    public void More_memory_is_a_larger_system()
    {
        var sizes = SystemProfile.All.OrderBy(p => (long)p.PhysicalPages * p.PageSize).Select(p =>
        {
            Boot(p);
            return Driver.MmQuerySystemSize();
        });
        Assert.That(sizes, Is.Ordered);
    }

    [Test]
    public void Physical_address_leads_back_to_the_byte()
    {
        var block = NonPaged(0x10);
        Assert.That(Driver.MmGetVirtualForPhysical(Driver.MmGetPhysicalAddress(block)), Is.EqualTo(block));
        Assert.That(Driver.MmGetVirtualForPhysical(0xFEB0_0000).IsNull, "registers are no memory");
    }

    [TestCase(DriverVerifierOptions.None, 0u)]
    [TestCase(DriverVerifierOptions.SpecialPool, 1u)]
    public void Driver_knows_whether_it_is_verified(DriverVerifierOptions options, uint verified)
    {
        Boot(ProfileName, options);
        var driver = new DriverObject(Machine, Machine.Io.Drivers.CreateForKernel(Driver.Image)!.DriverObject);
        Assert.That(Driver.MmIsDriverVerifying(driver), Is.EqualTo(verified));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Resource_is_acquired_and_released_with_its_critical_region(bool exclusive)
    {
        var resource = NonPaged(0x100);
        Driver.ExInitializeResourceLite(resource);
        var told = exclusive
            ? Driver.ExEnterCriticalRegionAndAcquireResourceExclusive(resource)
            : Driver.ExEnterCriticalRegionAndAcquireResourceShared(resource);
        Assert.That((told.IsNull, Driver.KeAreApcsDisabled(), Driver.ExIsResourceAcquiredExclusiveLite(resource)), Is.EqualTo((true, true, exclusive)));
        Driver.ExReleaseResourceAndLeaveCriticalRegion(resource);
        Assert.That((Driver.KeAreApcsDisabled(), Driver.ExIsResourceAcquiredSharedLite(resource)), Is.EqualTo((false, 0u)));
        Driver.ExDeleteResourceLite(resource);
    }

    [Test]
    public void Affinity_before_is_what_the_thread_is_set_back_to()
    {
        Assert.That(Driver.KeSetSystemAffinityThreadEx(1), Is.Zero);
        Assert.That(Driver.KeSetSystemAffinityThreadEx(2), Is.EqualTo(1UL), "no such processor: nothing changes");
        Driver.KeSetSystemAffinityThread(3);
        Driver.KeRevertToUserAffinityThreadEx(1);
        Assert.That(Driver.KeSetSystemAffinityThreadEx(1), Is.EqualTo(1UL));
        Driver.KeRevertToUserAffinityThread();
        Assert.That(Driver.KeSetSystemAffinityThreadEx(1), Is.Zero);
    }
}
