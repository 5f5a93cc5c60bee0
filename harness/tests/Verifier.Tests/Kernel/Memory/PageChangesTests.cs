using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Memory;

/// <summary>A page table notes what changes while a view of the memory follows, and only then.</summary>
public sealed class PageChangesTests
{
    private Machine _machine = null!;

    private PageTable Pages => _machine.Pages;

    private int First => Pages.PageOf(RegionLayout.PagedPool.Address);

    [SetUp]
    public void Boot() => _machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!);

    [TearDown]
    public void Shutdown() => _machine.Dispose();

    [Test]
    public void Nothing_is_noted_unless_a_view_follows() => Assert.That(Pages.Changes, Is.Null);

    [Test]
    public void Page_whose_kind_is_set_is_noted()
    {
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.Set(First, 3, PageKind.NonPaged);
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { First, First + 1, First + 2 }));
    }

    [Test]
    public void Page_that_is_mapped_anew_is_noted_although_its_kind_stays()
    {
        var page = Pages.PageOf(RegionLayout.SystemPtes.Address);
        Pages.Map(page, (uint)First);
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.Map(page, (uint)First + 1);
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { page }));
    }

    [Test]
    public void Trim_is_one_entry_whatever_it_takes_away()
    {
        Pages.Set(First, 100, PageKind.Paged);
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.TrimAll();
        Pages.TrimAll();
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { PageChanges.Trim }));
        Assert.That(Pages.IsResident(First + 50), Is.False);
    }

    [Test]
    public void Page_that_comes_back_after_a_trim_is_noted_behind_it()
    {
        Pages.Set(First, 2, PageKind.Paged);
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.TrimAll();
        _machine.Memory.Read<int>(Pages.AddressOf(First + 1));
        Pages.TrimAll();
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { PageChanges.Trim, First + 1, PageChanges.Trim }));
    }

    [Test]
    public void Page_that_is_locked_is_noted_and_stays_through_a_trim()
    {
        Pages.Set(First, 1, PageKind.Paged);
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.Lock(First);
        Pages.TrimAll();
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { First, PageChanges.Trim }));
        Assert.That(Pages.IsResident(First), Is.True);
    }

    [Test]
    public void Pages_of_the_last_run_are_noted_when_the_next_begins()
    {
        Pages.Set(First, 2, PageKind.NonPaged);
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.Reset();
        Assert.That(Pages.Changes.Entries, Does.Contain(First).And.Contain(First + 1));
    }

    [Test]
    public void Page_that_changes_twice_is_noted_once()
    {
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        Pages.Set(First, 1, PageKind.NonPaged);
        Pages.Set(First, 1, PageKind.NotPresent);
        Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { First }));
    }

    [Test]
    public void Cleared_notes_begin_anew()
    {
        Pages.Changes = new PageChanges(Pages.Kinds.Length);
        for (var round = 0; round < 2; round++)
        {
            Pages.Changes.Clear();
            Pages.Set(First, 1, PageKind.NonPaged);
            Pages.TrimAll();
            Assert.That(Pages.Changes.Entries, Is.EqualTo(new[] { First, PageChanges.Trim }));
        }
    }
}
