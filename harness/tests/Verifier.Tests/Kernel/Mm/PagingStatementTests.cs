using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>What the public pages of pageable sections and pageable drivers say, statement by statement, where the other fixtures do not look.</summary>
public sealed class PagingStatementTests : MdlFixture
{
    private const string PagedService = "interrupt of an entirely pageable driver";

    private Pointer PagedData => Driver.At(Driver.Image.PagedData.Address);

    private Pointer Globals => Driver.At(Driver.Image.Data.Address);

    private Pointer Code => Driver.At(Driver.Image.Range.Address);

    [Test]
    public void Lock_is_of_the_whole_section_that_holds_the_address()
    {
        var handle = Driver.MmLockPagableDataSection(PagedData + (long)Page + 8);
        Machine.Paging.Trim();
        Assert.That((Driver.MmIsAddressValid(PagedData), Driver.MmIsAddressValid(PagedData + (long)Page)), Is.EqualTo((true, true)));
        Assert.That(Driver.MmLockPagableDataSection(PagedData), Is.EqualTo(handle), "one section, one handle");
    }

    [Test]
    public void Lock_of_another_section_leaves_the_pageable_one_alone()
    {
        var code = Driver.MmLockPagableCodeSection(Code + 16);
        var data = Driver.MmLockPagableDataSection(Globals);
        Assert.That(data, Is.Not.EqualTo(code));
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(PagedData), Is.False);
        Driver.MmUnlockPagableImageSection(code);
        Driver.MmUnlockPagableImageSection(data);
    }

    [Test]
    public void Data_of_an_entirely_pageable_driver_stays_in_memory_while_its_section_is_locked()
    {
        Driver.MmPageEntireDriver(Code);
        var handle = Driver.MmLockPagableDataSection(Globals);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(Globals));
        Driver.MmUnlockPagableImageSection(handle);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(Globals), Is.False);
    }

    [Test]
    public void Handle_is_valid_with_a_count_of_zero_and_a_lock_by_it_brings_the_section_back()
    {
        var handle = Driver.MmLockPagableDataSection(PagedData);
        Driver.MmUnlockPagableImageSection(handle);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(PagedData), Is.False);
        Driver.MmLockPagableSectionByHandle(handle);
        Machine.Paging.Trim();
        Assert.That(Driver.MmIsAddressValid(PagedData));
        Driver.MmUnlockPagableImageSection(handle);
        AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmUnlockPagableImageSection(handle));
    }

    [Test]
    [Raises(BugCheckCode.MEMORY_MANAGEMENT, 0x1234)]
    public void Handle_that_no_lock_gave_is_0x1A_0x1234()
    {
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmLockPagableSectionByHandle(PagedData));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x1234UL, PagedData.Address)));
    }

    [Test]
    public void User_buffer_is_no_section_to_lock()
    {
        var buffer = User(Page);
        var stop = AssertBugCheck(BugCheckCode.MEMORY_MANAGEMENT, () => Driver.MmLockPagableSectionByHandle(buffer));
        Assert.That(stop.P1, Is.EqualTo(0x1234));
    }

    [Test]
    public void MmPageEntireDriver_of_a_driver_that_is_pageable_already_does_nothing()
    {
        Driver.MmPageEntireDriver(Code);
        Machine.Paging.Trim();
        Assert.That(Driver.MmPageEntireDriver(Globals).Address, Is.EqualTo(Code.Address));
        Assert.That(Driver.MmIsAddressValid(Globals), Is.False, "what was paged out stays so");
    }

    [Test]
    public void MmResetDriverPaging_of_a_driver_that_was_never_made_pageable_does_nothing()
    {
        Driver.MmResetDriverPaging(Code);
        Assert.That(Machine.Pages.Kinds[Machine.Pages.PageOf(Globals)], Is.EqualTo(PageKind.NonPaged));
        Assert.That(Machine.Pages.Kinds[Machine.Pages.PageOf(PagedData)], Is.EqualTo(PageKind.Paged));
        Driver.MmPageEntireDriver(Code);
        Driver.MmResetDriverPaging(PagedData);
        Assert.That(Machine.Pages.Kinds[Machine.Pages.PageOf(PagedData)], Is.EqualTo(PageKind.Paged), "as the image says");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Entirely_pageable_driver_has_no_interrupt_connected(bool isConnectedFirst)
    {
        Action[] steps = [() => Driver.MmPageEntireDriver(Code), () => Connect(out _)];
        Array.ForEach(isConnectedFirst ? [steps[1], steps[0]] : steps, step => step());
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { PagedService }));
        Assert.That(Machine.Breaches[0].About.Single().Ddi, Is.EqualTo("IoConnectInterrupt"));
    }

    [Test]
    public void Driver_that_resets_its_paging_before_it_connects_and_pages_itself_after_it_disconnects_is_right()
    {
        Driver.MmPageEntireDriver(Code);
        Driver.MmResetDriverPaging(Code);
        Connect(out var interrupt);
        Driver.IoDisconnectInterrupt(interrupt);
        Driver.MmPageEntireDriver(Code);
        Assert.That(Machine.Breaches.Select(b => b.Text), Is.Empty);
    }

    private void Connect(out Pointer interrupt) => Driver.IoConnectInterrupt(
        out interrupt, (_, _) => true, Pointer.Null, Pointer.Null, 0x51, (KIRQL)5, (KIRQL)5, KINTERRUPT_MODE.LevelSensitive, true, 1, false);
}
