using Verifier.Binaries.Memory;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;

namespace Verifier.Binaries.Tests.Memory;

/// <summary>How often the driver's view changes the protection of pages: each change costs a system call.</summary>
public sealed class DriverViewTests : CompiledFixture
{
    private Machine _machine = null!;
    private DriverView _view = null!;

    [SetUp]
    public void Open()
    {
        _machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!, isShared: true);
        _view = new DriverView(_machine);
        _view.Activate();
        _view.Follow();
    }

    [TearDown]
    public void Close()
    {
        _view.Dispose();
        _machine.Dispose();
    }

    [TestCase(true, TestName = "An_application_buffer_is_opened_at_its_first_touch")]
    [TestCase(false, TestName = "Constants_are_opened_at_their_first_touch")]
    public void Rarely_read_pages_are_opened_at_their_first_touch_and_ahead_from_then_on(bool isUser)
    {
        var (region, kind) = isUser ? (RegionLayout.User, PageKind.NonPaged) : (RegionLayout.Pages, PageKind.ReadOnly);
        var page = _machine.Pages.PageOf(region.Address);

        Assert.That(CallsOf(page, kind), Is.Zero, "not touched");
        Assert.That(_view.Touch(page), Is.True, "the view had it closed");
        Assert.That(CallsOf(page, kind), Is.EqualTo(1), "opened");
        Assert.That(_view.Touch(page), Is.False, "a fault there is not the view's doing");
        Assert.That(CallsOf(page, PageKind.NotPresent), Is.EqualTo(1), "closed");
        Assert.That(CallsOf(page, kind), Is.EqualTo(1), "opened ahead");
    }

    [Test]
    public void Nonpaged_memory_of_the_system_is_opened_ahead()
    {
        var page = _machine.Pages.PageOf(RegionLayout.Pages.Address);

        Assert.That(CallsOf(page, PageKind.NonPaged), Is.EqualTo(1));
        Assert.That(_view.Touch(page), Is.False);
    }

    [Test]
    public void A_page_that_comes_and_goes_between_two_entries_costs_nothing()
    {
        var page = _machine.Pages.PageOf(RegionLayout.Pages.Address);

        _machine.Pages.Set(page, 1, PageKind.NonPaged);

        Assert.That(CallsOf(page, PageKind.NotPresent), Is.Zero);
    }

    [Test]
    public void Discarded_code_that_is_trapped_stays_open_until_another_run_has_something_else_there()
    {
        var page = _machine.Pages.PageOf(RegionLayout.Pages.Address);
        var address = _machine.Pages.AddressOf(page);
        _view.TrapWhenGone(new RegionRange(RegionLayout.Pages.Offset, 4096));

        Assert.That(CallsOf(page, PageKind.Code), Is.EqualTo(1), "opened");
        Assert.That(_view.IsTrap(address), Is.False);
        Assert.That(CallsOf(page, PageKind.NotPresent), Is.Zero, "filled");
        Assert.That(_view.IsTrap(address), Is.True);

        _view.Reset();
        Assert.That(CallsOf(page, PageKind.Code), Is.Zero, "the next run has code there again");
        Assert.That(CallsOf(page, PageKind.NotPresent), Is.EqualTo(1), "which nothing asked to trap");
    }

    private long CallsOf(int page, PageKind kind)
    {
        var before = _view.Calls;
        _machine.Pages.Set(page, 1, kind);
        _view.Follow();
        return _view.Calls - before;
    }
}
