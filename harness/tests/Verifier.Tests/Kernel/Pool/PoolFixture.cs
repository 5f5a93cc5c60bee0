using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>A machine and a driver that allocates.</summary>
public abstract class PoolFixture : KernelFixture
{
    /// <summary>The tag that tests use unless they are about tags.</summary>
    protected static readonly PoolTag Tag = "Test";

    /// <summary>Every profile by name.</summary>
    protected static readonly string[] Profiles =
        ["windows-2000-x86", "windows-2000-alpha", "windows-xp-x86", "windows-vista-x64", "windows-10-x64"];

    /// <summary>Allocates nonpaged pool.</summary>
    protected Pointer NonPaged(ulong bytes) => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, bytes, Tag);

    /// <summary>Allocates paged pool.</summary>
    protected Pointer Paged(ulong bytes) => Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, bytes, Tag);

    /// <summary>The code stops the machine with this bug check and these parameters.</summary>
    internal void AssertBugCheck(BugCheckCode code, ulong p1, ulong p2, ulong p3, ulong p4, Action driverCode) =>
        Assert.That(AssertBugCheck(code, driverCode), Is.EqualTo(new BugCheck(code, p1, p2, p3, p4)), Machine.Stopped!.Detail);

    /// <summary>The machine with this profile and less memory.</summary>
    protected static SystemProfile Small(string profile, long? nonPaged = null, long? paged = null, long? physicalPages = null) =>
        SystemProfile.Find(profile)!.With(
            new SystemLimits { NonPagedPoolBytes = nonPaged, PagedPoolBytes = paged, PhysicalPages = physicalPages });

    /// <summary>Two nonpaged blocks, the second right behind the first.</summary>
    protected (Pointer Lower, Pointer Upper) Neighbours(ulong bytes)
    {
        var blocks = new[] { NonPaged(bytes), NonPaged(bytes), NonPaged(bytes) }.OrderBy(b => b.Address).ToArray();
        return blocks[0] + (long)Block(blocks[0]).ChargedBytes == blocks[1] ? (blocks[0], blocks[1]) : (blocks[1], blocks[2]);
    }

    /// <summary>What the census says of a block.</summary>
    internal PoolBlock Block(Pointer address) => Machine.Pool.Census.BlockAt(address)!.Value;
}
