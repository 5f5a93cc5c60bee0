using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Profiles;

public sealed class SystemProfileTests
{
    private static SystemProfile Profile(string name) =>
        SystemProfile.Find(name) ?? throw new InvalidOperationException($"There is no profile '{name}'.");

    [Test]
    public void All_has_the_five_machines_in_order() =>
        Assert.That(
            SystemProfile.All.Select(profile => profile.Name),
            Is.EqualTo(new[] { "windows-2000-x86", "windows-2000-alpha", "windows-xp-x86", "windows-vista-x64", "windows-10-x64" }));

    [TestCase("windows-2000-x86", 4096, 8, 8, 4080, false, false, 31, MustSucceedBehaviour.CrashWhenShort)]
    [TestCase("windows-2000-alpha", 8192, 16, 16, 8160, false, false, 7, MustSucceedBehaviour.CrashWhenShort)]
    [TestCase("windows-xp-x86", 4096, 8, 8, 4080, false, false, 31, MustSucceedBehaviour.Rejected)]
    [TestCase("windows-vista-x64", 4096, 16, 16, 4064, true, true, 15, MustSucceedBehaviour.Rejected)]
    [TestCase("windows-10-x64", 4096, 16, 16, 4064, true, true, 15, MustSucceedBehaviour.Rejected)]
    public void Geometry_is_that_of_the_facts(
        string name, int page, int header, int granularity, int largest, bool wide, bool reuses, int highest, MustSucceedBehaviour must)
    {
        SystemProfile profile = Profile(name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(profile.PageSize, Is.EqualTo(page));
            Assert.That(profile.PoolHeaderBytes, Is.EqualTo(header));
            Assert.That(profile.PoolGranularity, Is.EqualTo(granularity));
            Assert.That(profile.LargestRequestWithinPage, Is.EqualTo(largest));
            Assert.That(profile.IsWide, Is.EqualTo(wide));
            Assert.That(profile.PointerBytes, Is.EqualTo(wide ? 8 : 4));
            Assert.That(profile.ReusesTailOfLastPage, Is.EqualTo(reuses));
            Assert.That((int)profile.HighIrql, Is.EqualTo(highest));
            Assert.That(profile.MustSucceed, Is.EqualTo(must));
        }
    }

    [TestCase("windows-xp-x86", 4096L * ((65535 - 0x1C) / 4), 152)]
    [TestCase("windows-vista-x64", (2L << 30) - 4096, 240)]
    [TestCase("windows-10-x64", (4L << 30) - 4096, 240)]
    public void Limits_of_single_requests_are_those_of_the_facts(string name, long mdl, int errorLog)
    {
        Assert.That(Profile(name).MaximumMdlBytes, Is.EqualTo(mdl));
        Assert.That(Profile(name).ErrorLogMaximumSize, Is.EqualTo(errorLog));
    }

    [Test]
    public void Every_profile_passes_its_own_bounds()
    {
        foreach (SystemProfile profile in SystemProfile.All)
        {
            var own = new SystemLimits
            {
                NonPagedPoolBytes = profile.NonPagedPoolBytes,
                PagedPoolBytes = profile.PagedPoolBytes,
                SystemPtes = profile.SystemPtes,
                MapRegisters = profile.MapRegisters,
                PhysicalPages = profile.PhysicalPages,
            };
            Assert.That(profile.Check(own), Is.Empty, profile.Name);
            Assert.That(profile.With(own), Is.EqualTo(profile), profile.Name);
        }
    }

    [TestCase("Windows-XP-x86", true)]
    [TestCase("windows-xp", false)]
    public void Find_takes_the_whole_name_in_any_case(string name, bool found) =>
        Assert.That(SystemProfile.Find(name), found ? Is.Not.Null : Is.Null);

    [Test]
    public void With_replaces_what_is_given_and_keeps_the_rest()
    {
        SystemProfile xp = Profile("windows-xp-x86");

        SystemProfile small = xp.With(new SystemLimits { NonPagedPoolBytes = 8 << 20, SystemPtes = 0, MapRegisters = 0 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(small.NonPagedPoolBytes, Is.EqualTo(8 << 20));
            Assert.That(small.SystemPtes, Is.Zero);
            Assert.That(small.MapRegisters, Is.Zero);
            Assert.That(small.PagedPoolBytes, Is.EqualTo(xp.PagedPoolBytes));
            Assert.That(small.Name, Is.EqualTo("windows-xp-x86"));
            Assert.That(xp.SystemPtes, Is.EqualTo(20_000), "the profile itself is untouched");
        }
    }

    [TestCase("windows-xp-x86", 1L << 10, "nonpaged-pool must be from 64KiB to 256MiB, not 1KiB.")]
    [TestCase("windows-2000-alpha", 64L << 10, "nonpaged-pool must be from 128KiB to 256MiB, not 64KiB.")]
    [TestCase("windows-xp-x86", 1L << 30, "nonpaged-pool must be from 64KiB to 256MiB, not 1024MiB.")]
    [TestCase("windows-xp-x86", 100_000L, "nonpaged-pool must be whole pages of 4KiB; 100000 bytes is not.")]
    public void Check_refuses_a_pool_in_clear_text(string name, long bytes, string text)
    {
        var errors = Profile(name).Check(new SystemLimits { NonPagedPoolBytes = bytes });

        Assert.That(errors[0], Is.EqualTo(new SystemLimitError("nonpaged-pool", text)));
    }

    [TestCase(-1, "system-ptes must be from 0 to 32,768, not -1.")]
    [TestCase(32_769, "system-ptes must be from 0 to 32,768, not 32,769.")]
    public void Check_refuses_a_count_in_clear_text(long count, string text)
    {
        var errors = Profile("windows-10-x64").Check(new SystemLimits { SystemPtes = count });

        Assert.That(errors.Single(), Is.EqualTo(new SystemLimitError("system-ptes", text)));
    }

    [Test]
    public void Check_reports_every_error_at_once()
    {
        var errors = Profile("windows-10-x64").Check(new SystemLimits { PagedPoolBytes = 1, MapRegisters = -5, PhysicalPages = 1 });

        Assert.That(errors.Select(error => error.Key), Is.EqualTo(new[] { "paged-pool", "map-registers", "physical-pages" }));
    }

    [Test]
    public void Check_refuses_a_nonpaged_pool_larger_than_the_memory()
    {
        var errors = Profile("windows-xp-x86").Check(new SystemLimits { NonPagedPoolBytes = 64 << 20, PhysicalPages = 8192 });

        Assert.That(errors.Single(), Is.EqualTo(new SystemLimitError(
            "nonpaged-pool",
            "nonpaged-pool (64MiB) does not fit the physical memory of windows-xp-x86 (32MiB); raise physical-pages or lower it.")));
    }

    [TestCase("windows-2000-alpha")]
    [TestCase("windows-10-x64")]
    public void Most_that_the_check_allows_is_what_the_machine_has(string name)
    {
        var profile = Profile(name);
        var most = new SystemLimits
        {
            NonPagedPoolBytes = 256 << 20,
            PagedPoolBytes = 256 << 20,
            SystemPtes = (128 << 20) / profile.PageSize,
        };
        using var machine = MachineAssembly.Build(profile.With(most));
        Assert.That(machine.Ptes.Limit, Is.EqualTo(most.SystemPtes));
        foreach (var paged in (ReadOnlySpan<bool>)[false, true])
        {
            var used = paged ? machine.Pool.Census.PagedBytes : machine.Pool.Census.NonPagedBytes;
            Assert.That(used + ((long)machine.Pool.Census.LongestFreeRun(paged) * profile.PageSize), Is.EqualTo(256L << 20));
        }
    }

    [Test]
    public void With_out_of_bounds_throws_the_same_text() =>
        Assert.That(
            () => Profile("windows-10-x64").With(new SystemLimits { MapRegisters = 65_537 }),
            Throws.ArgumentException.With.Message.Contains("map-registers must be from 0 to 65,536, not 65,537."));

    [TestCase("windows-10-x64", 2, "DISPATCH_LEVEL")]
    [TestCase("windows-10-x64", 7, "DIRQL 7")]
    [TestCase("windows-10-x64", 13, "CLOCK_LEVEL")]
    [TestCase("windows-10-x64", 15, "HIGH_LEVEL")]
    [TestCase("windows-10-x64", 16, "IRQL 16, above HIGH_LEVEL")]
    [TestCase("windows-xp-x86", 13, "DIRQL 13")]
    [TestCase("windows-xp-x86", 27, "PROFILE_LEVEL")]
    [TestCase("windows-xp-x86", 31, "HIGH_LEVEL")]
    [TestCase("windows-2000-alpha", 7, "HIGH_LEVEL")]
    public void IrqlName_is_the_machines_own(string profile, byte level, string name) =>
        Assert.That(Profile(profile).IrqlName((KIRQL)level), Is.EqualTo(name));

    [Test]
    public void Versions_are_ordered() =>
        Assert.That(Enum.GetValues<WindowsVersion>().Select(version => version.ToString()), Is.EqualTo(new[]
        {
            "Windows2000", "WindowsXP", "Server2003", "Vista", "Windows7", "Windows8", "Windows81", "Windows10", "Windows10_2004",
            "Windows11", "Windows11_22H2",
        }));
}
