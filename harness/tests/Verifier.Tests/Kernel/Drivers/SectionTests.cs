using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Drivers;

/// <summary>A driver that is loaded from a source of its own: its sections behave as their kinds say.</summary>
public sealed class SectionTests : IoFixture
{
    private SectionedSource _source = null!;

    [SetUp]
    public void MakeSource() => _source = new SectionedSource();

    [Test]
    public void Source_is_loaded_by_its_entry_point_and_unloaded_by_its_routine()
    {
        Load();
        Assert.That(Machine.Drivers.Unload("sectioned"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_source.Ran, Is.EqualTo(new[] { "DriverEntry", "Unload" }));
    }

    [Test]
    public void Source_is_loaded_once_at_a_time_and_any_number_of_times()
    {
        Load();
        Assert.That(Machine.Drivers.Load(_source), Is.EqualTo(NTSTATUS.STATUS_IMAGE_ALREADY_LOADED));
        Machine.Drivers.Unload("sectioned");
        Load();
        Assert.That(_source.Ran, Is.EqualTo(new[] { "DriverEntry", "Unload", "DriverEntry" }));
    }

    [Test]
    public void Driver_object_says_where_the_whole_image_is()
    {
        Load();
        var driver = Machine.Io.Drivers.Find("sectioned")!.DriverObject;
        var size = (ulong)Machine.Memory.Read<uint>(driver + 0x20);
        Assert.That(Machine.Memory.Read<ulong>(driver + 0x18), Is.EqualTo(_source.Section(".text").Address));
        Assert.That(Machine.Memory.Read<ulong>(driver + 0x18) + size, Is.EqualTo(_source.Section("INIT").End));
    }

    [TestCase(".text")]
    [TestCase(".rdata")]
    [TestCase("PAGE")]
    [TestCase("INIT")]
    [Raises(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY)]
    public void Write_to_code_or_constants_is_0xBE(string section)
    {
        _source.OnEntry = () => Machine.Memory.Write(_source.Section(section).Address + 8, 1);
        var stop = AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => Machine.Drivers.Load(_source));
        Assert.That(stop.P1, Is.EqualTo(_source.Section(section).Address + 8));
    }

    [TestCase(".data", true)]
    [TestCase("PAGEDATA", false)]
    [TestCase("PAGE", false)]
    [TestCase(".text", true)]
    public void Trim_takes_pageable_sections_from_memory(string section, bool stays)
    {
        Load();
        Machine.Pages.TrimAll();
        Assert.That(Machine.Memory.IsValid(_source.Section(section).Address), Is.EqualTo(stays));
    }

    [Test]
    public void Pageable_code_that_was_trimmed_is_brought_back_to_run()
    {
        Load();
        Machine.Pages.TrimAll();
        Call(_source.Pageable);
        Assert.That((_source.Ran[^1], Machine.Pages.PageIns), Is.EqualTo(("Pageable", 1L)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL)]
    public void Pageable_code_that_was_trimmed_stops_the_machine_at_DISPATCH_LEVEL()
    {
        Load();
        Machine.Pages.TrimAll();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Call(_source.Resident);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => Call(_source.Pageable));
        Assert.That((stop.P1, stop.P3), Is.EqualTo((_source.Pageable, (ulong)MemoryAccess.Execute)));
    }

    [Test]
    public void Pageable_code_that_is_locked_runs_at_DISPATCH_LEVEL()
    {
        Load();
        var handle = Machine.Paging.Sections.Lock(_source.Pageable);
        Assert.That(handle, Is.EqualTo(_source.Section("PAGE").Address));
        Machine.Pages.TrimAll();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Call(_source.Pageable);
        Assert.That(_source.Ran[^1], Is.EqualTo("Pageable"));
    }

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, 0x2)]
    public void Initialisation_code_is_gone_when_DriverEntry_has_succeeded()
    {
        Load();
        var stop = AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Call(_source.Entry));
        Assert.That(stop.P1, Is.EqualTo(_source.Entry));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS)]
    public void Every_section_is_gone_when_the_driver_is_unloaded()
    {
        Load();
        Machine.Drivers.Unload("sectioned");
        var kinds = _source.Image.Sections.Select(s => Machine.Pages.Kinds[Machine.Pages.PageOf(s.Range.Address)]);
        Assert.That(kinds, Has.All.EqualTo(PageKind.UnloadedImage));
        AssertBugCheck(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, () => Call(_source.Resident));
    }

    [Test]
    public void Image_that_is_made_pageable_whole_loses_its_data_and_gets_it_back()
    {
        Load();
        Assert.That(Machine.Paging.PageEntireDriver(_source.Resident), Is.EqualTo(_source.Section(".text").Address));
        Machine.Pages.TrimAll();
        Assert.That(Machine.Memory.IsValid(_source.Section(".data").Address + 4096), Is.False);
        Machine.Paging.ResetDriverPaging(_source.Resident);
        Machine.Pages.TrimAll();
        Assert.That(Machine.Memory.IsValid(_source.Section(".data").Address + 4096), Is.True);
    }

    [TestCase(".data")]
    [TestCase("PAGEDATA")]
    public void Unload_with_another_drivers_lookaside_list_in_the_image_is_noted(string section)
    {
        Load();
        var other = Load(new TestDriver("other") { Entry = _ => NTSTATUS.STATUS_SUCCESS });
        Machine.Caller = other.Image;
        Machine.Lookasides.Initialize(_source.Section(section).Address, POOL_TYPE.NonPagedPool, 64, "Test", 0, 0);
        Machine.Caller = null;
        Machine.Drivers.Unload("sectioned");
        Assert.That(Machine.Violations.Select(v => (v.Code, v.P3, v.P4)), Does.Contain(
            (BugCheckCode.TIMER_OR_DPC_INVALID, _source.Section(".text").Address, _source.Section("INIT").End)));
    }

    private void Load() => Assert.That(Machine.Drivers.Load(_source), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());

    private void Call(ulong routine) => Machine.Executor.Invoke(RoutineKind.None, routine);
}
