using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Memory;

/// <summary>Where things live: the application's addresses below one limit, everything of the system's above it.</summary>
public sealed class RegionLayoutTests : KernelFixture
{
    private static readonly RegionRange[] s_systems =
    [
        RegionLayout.Native, RegionLayout.Images, RegionLayout.Stacks, RegionLayout.SystemPtes, RegionLayout.NonPagedPool,
        RegionLayout.PagedPool, RegionLayout.SpecialPool, RegionLayout.Pages, RegionLayout.Registers,
    ];

    [Test]
    public void Ranges_of_the_system_are_above_the_limit_and_those_of_applications_below()
    {
        Assert.That(RegionLayout.User.End, Is.EqualTo(RegionLayout.UserProbeAddress));
        Assert.That(s_systems.Select(r => r.Address), Has.All.GreaterThanOrEqualTo(RegionLayout.UserProbeAddress));
    }

    [Test]
    public void Ranges_do_not_overlap_and_lie_in_the_region()
    {
        RegionRange[] all = [RegionLayout.User, .. s_systems];
        Assert.That(all.Zip(all.Skip(1)).Select(p => p.Second.Offset - p.First.Offset - p.First.Length), Has.All.GreaterThanOrEqualTo(0));
        Assert.That(all[^1].Offset + all[^1].Length, Is.LessThanOrEqualTo(HostRegion.Bytes));
    }

    [TestCase(0UL, true)]
    [TestCase(RegionLayout.VirtualBase - 1, true)]
    [TestCase(RegionLayout.UserProbeAddress - 1, true)]
    [TestCase(RegionLayout.UserProbeAddress, false)]
    [TestCase(0x7FFF_FFFF_0000UL, false)]
    [TestCase(0xFFFF_8000_0000_0000UL, false)]
    public void Limit_alone_tells_whose_an_address_is(ulong address, bool isUsers) =>
        Assert.That(RegionLayout.IsUserAddress(address), Is.EqualTo(isUsers));

    [Test]
    public void Touch_below_the_limit_raises_and_above_stops_the_machine()
    {
        Assert.That(() => Driver.At(RegionLayout.UserProbeAddress - 8).Read<int>(), Throws.InstanceOf<KernelException>());
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Driver.At(RegionLayout.UserProbeAddress + 8).Read<int>());
    }

    [TestCase(8UL, true)]
    [TestCase(9UL, false)]
    public void User_range_ends_at_the_limit(ulong length, bool isUsers) =>
        Assert.That(UserMemory.IsUserRange(RegionLayout.UserProbeAddress - 8, length), Is.EqualTo(isUsers));
}
