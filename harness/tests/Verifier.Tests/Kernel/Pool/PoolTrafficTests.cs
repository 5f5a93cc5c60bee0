using FsCheck;
using FsCheck.Fluent;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>
/// Any traffic on any machine: blocks never overlap and keep what is written to them, headers stay consistent, the accounts equal what is
/// live, and when all is freed everything is given back.
/// </summary>
public sealed class PoolTrafficTests : KernelFixture
{
    private const ulong Seed = 20_040_601;
    private const ulong Gamma = 7;

    private static readonly PoolTag[] s_tags = ["Abcd", "Efgh", "Ij"];

    private static readonly string[] s_profiles =
        ["windows-2000-x86", "windows-2000-alpha", "windows-xp-x86", "windows-vista-x64", "windows-10-x64"];

    [TestCaseSource(nameof(s_profiles))]
    public void Traffic_leaves_the_pool_consistent_and_then_empty(string profile) => Check(profile, DriverVerifierOptions.None);

    [TestCaseSource(nameof(s_profiles))]
    public void Traffic_of_a_verified_driver_leaves_the_pool_consistent_and_then_empty(string profile) =>
        Check(profile, DriverVerifierOptions.PoolTracking | DriverVerifierOptions.MiscellaneousChecks);

    [TestCaseSource(nameof(s_profiles))]
    public void Traffic_in_special_pool_leaves_the_pool_consistent_and_then_empty(string profile) =>
        Check(profile, DriverVerifierOptions.Standard);

    [Test]
    public void Traffic_in_little_memory_fails_cleanly_and_leaves_the_pool_consistent()
    {
        var limits = new SystemLimits { NonPagedPoolBytes = 128 << 10, PagedPoolBytes = 128 << 10 };
        var small = SystemProfile.Find("windows-vista-x64")!.With(limits);
        Check(small, DriverVerifierOptions.None);
    }

    private static Gen<Step[]> Steps()
    {
        var step = from kind in Gen.Choose(0, 9)
                   from shape in Gen.Choose(0, 9)
                   from size in Gen.Choose(1, 400)
                   from pick in Gen.Choose(0, int.MaxValue - 1)
                   select new Step(kind, shape switch { < 6 => size, < 9 => size * 20, _ => size * 100 }, pick);
        return Gen.Choose(1, 300).SelectMany(length => Gen.ArrayOf(step, length));
    }

    private void Check(string profile, DriverVerifierOptions options) => Check(SystemProfile.Find(profile)!, options);

    private void Check(SystemProfile profile, DriverVerifierOptions options)
    {
        Boot(profile, options);
        Prop.ForAll(Steps().ToArbitrary(), steps => Run(profile, options, steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(Seed, Gamma));
    }

    private void Run(SystemProfile profile, DriverVerifierOptions options, Step[] steps)
    {
        Restart(profile, options);
        var boot = Accounts.Of(Machine);
        var live = new List<Live>();
        foreach (var step in steps)
        {
            if (step.Kind < 6 || live.Count == 0)
            {
                Allocate(live, step);
            }
            else
            {
                Free(live, step.Pick % live.Count);
            }
        }

        Machine.Pool.CheckIntegrity();
        CheckAccounts(live, boot);
        while (live.Count > 0)
        {
            Free(live, live.Count / 2);
        }

        Assert.That(Accounts.Of(Machine), Is.EqualTo(boot), "everything was given back");
        Assert.That(Driver.Image.PoolCounters.LiveBlocks, Is.Zero);
    }

    private void Allocate(List<Live> live, Step step)
    {
        var type = (step.Pick % 5) switch
        {
            0 or 1 => POOL_TYPE.NonPagedPool,
            2 => POOL_TYPE.PagedPool,
            3 => POOL_TYPE.NonPagedPoolNx,
            _ => POOL_TYPE.PagedPoolCacheAligned,
        };
        var tag = s_tags[step.Pick % s_tags.Length];
        var block = Driver.ExAllocatePoolWithTag(type, (ulong)step.Bytes, tag);
        if (block.IsNull)
        {
            return;
        }

        var mark = (byte)live.Count;
        var contents = new byte[step.Bytes];
        block.CopyFrom(contents);
        Assert.That(contents.AsSpan().IndexOfAnyExcept((byte)0xCB), Is.EqualTo(-1), "uninitialised memory has its pattern");
        contents.AsSpan().Fill(mark);
        block.CopyTo(contents);
        var alignment = type.IsCacheAligned() && !Machine.Verifies(DriverVerifierOptions.SpecialPool) ? 32UL : (
            ulong)Machine.Profile.PoolGranularity;
        Assert.That(block.Address % alignment, Is.Zero);
        Assert.That(step.Bytes < Machine.Profile.PageSize || block.Address % (ulong)Machine.Profile.PageSize == 0);
        live.Add(new Live(block, step.Bytes, tag, mark));
    }

    private void Free(List<Live> live, int index)
    {
        var block = live[index];
        live.RemoveAt(index);
        var contents = new byte[block.Bytes];
        block.Address.CopyFrom(contents);
        Assert.That(contents.AsSpan().IndexOfAnyExcept(block.Mark), Is.EqualTo(-1), "nobody else wrote to the block");
        Driver.ExFreePoolWithTag(block.Address, block.Tag);
    }

    private void CheckAccounts(List<Live> live, Accounts boot)
    {
        var blocks = Machine.Pool.Census.LiveBlocks(Driver.Image);
        Assert.That(blocks.Select(b => b.Address), Is.EqualTo(live.Select(l => l.Address.Address)), "in the order of allocation");
        Assert.That(blocks.Select(b => b.CallNumber), Is.Ordered.Ascending);
        foreach (var (lower, upper) in blocks.OrderBy(b => b.Address).Zip(blocks.OrderBy(b => b.Address).Skip(1)))
        {
            Assert.That(lower.Address + lower.Bytes, Is.LessThanOrEqualTo(upper.Address), "no overlap");
        }

        var charged = blocks.Sum(b => (long)b.ChargedBytes);
        var counters = Driver.Image.PoolCounters;
        Assert.That(Accounts.Of(Machine).TagBytes - boot.TagBytes, Is.EqualTo(charged));
        Assert.That(Machine.Pool.Census.Blocks - boot.Blocks, Is.EqualTo(live.Count));
        Assert.That(counters.LivePagedBytes + counters.LiveNonPagedBytes, Is.EqualTo(charged));
        Assert.That(Machine.Pool.Census.AddressSpaceBytes, Is.GreaterThanOrEqualTo(charged));
    }

    private sealed record Step(int Kind, int Bytes, int Pick);

    private sealed record Accounts(int Blocks, long TagBlocks, long TagBytes, long AddressSpace, long PhysicalPages)
    {
        public static Accounts Of(Machine machine)
        {
            var (census, tags) = (machine.Pool.Census, machine.Pool.Census.Tags());
            return new Accounts(census.Blocks, tags.Sum(t => t.Diff), tags.Sum(t =>
                t.Bytes), census.AddressSpaceBytes, machine.Physical.Available);
        }
    }

    private sealed record Live(Pointer Address, int Bytes, PoolTag Tag, byte Mark);
}
